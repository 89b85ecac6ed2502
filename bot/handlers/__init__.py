"""One file for each job people come with. A handler gets a Turn and returns a Reply; it sends nothing."""
