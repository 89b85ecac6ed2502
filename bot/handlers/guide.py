"""The route guide: five taps to the legal routes that fit, then the list of papers and steps to tick.

The answers travel in the buttons and are stored nowhere; ticks are kept so that one can come back to them.
"""

from bot.i18n import EscapedHtml
from bot.refusals import button_is_old
from bot.replies import Button, Card, Reply, Row, act, card
from bot.turn import Turn
from content.guide import Route

COLUMNS = 4


async def begin(turn: Turn) -> Reply:
    """/jalur: the first question; whoever has a list already finds it here."""
    lists = await turn.unit.checklists.of(turn.person.telegram_id)
    routes = [route for topic in lists if (route := turn.library.guide.routes.get(topic)) is not None]
    rows = [(_route_button(turn, route, lists[route.topic]),) for route in routes]
    if not rows:
        return _asked(turn, "")
    again = (Button(turn.plain("button.guide_again"), act("guide", "")),)
    return card(turn.say("guide.welcome_back"), *rows, again)


async def answer(turn: Turn) -> Reply:
    """One more answer, or one step back; after the last, the routes that fit."""
    return _asked(turn, turn.action[0] if turn.action else "")


async def show_list(turn: Turn) -> Reply:
    """The list of a route, in a message of its own that can be found again."""
    route = _route(turn)
    ticked = (await turn.unit.checklists.of(turn.person.telegram_id)).get(route.topic, frozenset())
    return Reply((_list_card(turn, route, ticked, in_place=False),))


async def tick(turn: Turn) -> Reply:
    """Tick one thing, or take the tick off."""
    route = _route(turn)
    key = turn.action[1] if len(turn.action) > 1 else ""
    if key not in {item.key for item in route.checklist}:
        raise button_is_old()
    before = (await turn.unit.checklists.of(turn.person.telegram_id)).get(route.topic, frozenset())
    ticked = before ^ {key}
    await turn.unit.checklists.put(turn.person.telegram_id, route.topic, ticked, turn.now)
    return Reply((_list_card(turn, route, ticked, in_place=True),))


def _asked(turn: Turn, answers: str) -> Reply:
    guide = turn.library.guide
    try:
        question = guide.question(answers)
    except ValueError:
        raise button_is_old() from None
    if question is None:
        return _routes(turn, answers)
    options = [
        (Button(words[turn.language], act("guide", answers + letter)),) for letter, words in question.options.items()
    ]
    back = [(Button(turn.plain("button.back"), act("guide", answers[:-1])),)] if answers else []
    text = turn.say(
        "guide.question", number=len(answers) + 1, count=len(guide.questions), question=question.text[turn.language]
    )
    if not answers:
        text = EscapedHtml(f"{turn.say('guide.opening')}\n\n{text}")
    return card(text, *options, *back, in_place=turn.pressed)


def _routes(turn: Turn, answers: str) -> Reply:
    """What fits, and what must be said to whoever answered so."""
    guide, language = turn.library.guide, turn.language
    routes, notes = guide.routes_for(answers), guide.notes_for(answers)
    lines = [turn.say("guide.note", text=note.text[language]) for note in notes]
    lines += [turn.say("guide.route", title=_title(turn, route), why=route.why[language]) for route in routes]
    key = "guide.found" if routes else "guide.none_yet"
    rows: list[Row] = [(_route_button(turn, route, None),) for route in routes]
    topics = [turn.library.topic(slug, language) for slug in dict.fromkeys(note.topic for note in notes)]
    rows += [(Button(topic.title, act("topic", topic.slug)),) for topic in topics if topic is not None]
    again = (
        Button(turn.plain("button.back"), act("guide", answers[:-1])),
        Button(turn.plain("button.guide_again"), act("guide", "")),
    )
    return card(turn.say(key) + "\n\n" + "\n\n".join(lines), *rows, again, in_place=True)


def _list_card(turn: Turn, route: Route, ticked: frozenset[str], *, in_place: bool) -> Card:
    """The list is in the text, where there is room for its words; the buttons bear its numbers."""
    language = turn.language
    marks = ["✅" if item.key in ticked else "⬜" for item in route.checklist]
    lines = [
        turn.say("guide.item", mark=mark, number=number, text=item.text[language])
        for number, (mark, item) in enumerate(zip(marks, route.checklist, strict=True), start=1)
    ]
    ticks = [
        Button(f"{mark} {number}", act("tick", route.topic, item.key))
        for number, (mark, item) in enumerate(zip(marks, route.checklist, strict=True), start=1)
    ]
    left = [item for item in route.checklist if item.key not in ticked]
    read = dict.fromkeys([*(item.topic for item in left[:1]), route.topic])
    topics = [turn.library.topic(slug, language) for slug in read]
    text = turn.say(
        "guide.list" if left else "guide.list_done",
        title=_title(turn, route),
        done=len(route.checklist) - len(left),
        count=len(route.checklist),
        lines=EscapedHtml("\n".join(lines)),
    )
    rows = [tuple(ticks[at : at + COLUMNS]) for at in range(0, len(ticks), COLUMNS)]
    more = [(Button(turn.plain("button.read", title=t.title), act("topic", t.slug)),) for t in topics if t is not None]
    return Card(text, (*rows, *more), in_place=in_place)


def _route_button(turn: Turn, route: Route, ticked: frozenset[str] | None) -> Button:
    known = {item.key for item in route.checklist}
    progress = "" if ticked is None else f" ({len(ticked & known)}/{len(known)})"
    return Button(turn.plain("button.route", title=_title(turn, route)) + progress, act("route", route.topic))


def _title(turn: Turn, route: Route) -> str:
    topic = turn.library.topic(route.topic, turn.language)
    return topic.title.partition(":")[0] if topic is not None else route.topic


def _route(turn: Turn) -> Route:
    route = turn.library.guide.routes.get(turn.action[0] if turn.action else "")
    if route is None:
        raise button_is_old()
    return route
