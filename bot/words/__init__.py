"""How things look: cards and their buttons, out of the catalogues and the content. Nothing here decides or stores."""
