"""Record the Munir visit from its pasted story, as a reporter does it on the record editor's page."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from desk.stories.loading import MUNIR_VISIT
from tests.browser.entering import saved
from tests.browser.hands import Hands

TEXT = (MUNIR_VISIT.parent / "munir-visit.txt").read_bytes().decode()
TITLE = "Visit of General Asim Munir to Kazakhstan"
SUMMARY = "Pakistan's army chief was received by the President and met two ministers of Kazakhstan."
MEETINGS = {
    3: "President Tokayev receives General Munir",
    10: "Talks with the Foreign Minister",
    13: "Talks with the Defence Minister",
    18: "A wreath is laid",
}
QUESTIONS = (
    ("Was the agreement on peacekeeping signed?",
     {15: "Not yet: it is wished for (body).", 30: "Yes (recap).", 2: "Deals without a name (subhead)."}),
    ("Who called for joint projects?", {12: "The Foreign Minister (body).", 28: "The President (recap)."}),
    ("Was the President host or companion?", {3: "Host (body).", 27: "Companion (recap)."}),
)  # fmt: skip


class Recording:
    """One reporter at work on one story."""

    def __init__(self, page: Page, hands: Hands) -> None:
        self.page, self.hands = page, hands
        self.form = page.locator("#form")

    def row(self, name: str, place: int = -1) -> Locator:
        """Give a row of one of the form's own lists; the last unless told."""
        rows = self.page.locator(f"ol.of-{name}").first.locator("> li")
        return rows.nth(place) if place >= 0 else rows.last

    def field(self, row: Locator, name: str) -> Locator:
        """Give the control of a row's field."""
        return row.locator(f".of-{name}").first.locator("input, select, textarea").first

    def drop(self, row: Locator, name: str) -> None:
        """Take a chip out of a row."""
        self.hands.click(row.get_by_role("button", name=f"Take out {name}", exact=True))

    def find(self, target: Locator, text: str) -> None:
        """Type what is sought, and take the first that is found."""
        self.hands.fill(target, text)
        expect(target).to_have_attribute("aria-expanded", "true")
        self.hands.press("Enter")
        expect(target).to_have_attribute("aria-expanded", "false")

    def cite(self, place: Locator, *numbers: int) -> None:
        """Cite sentences for what a button stands with."""
        self.hands.click(place)
        for number in numbers:
            self.hands.sentence(number)

    def whole(self) -> None:
        """Record everything."""
        self.story()
        self.people()
        self.meetings()
        self.statements()
        self.agreement()
        self.claim()
        self.questions()
        self.support()
        saved(self.page)

    def story(self) -> None:
        """Paste the story, and take over what it says of the event itself."""
        page, hands = self.page, self.hands
        hands.fill(page.get_by_label("Text of the story"), TEXT)
        hands.click(page.get_by_role("button", name="Read it"))
        expect(page.get_by_text("0 of 30 sentences used")).to_be_visible()
        for name in (
            "Kazakhstan as host",
            "Pakistan as visitor",
            "«April 23»",
            "Place: Astana",
            "Mark as free",
        ):
            hands.click(page.get_by_role("button", name=re.compile(re.escape(name))))
        expect(page.get_by_text("2 of 30 sentences used")).to_be_visible()
        hands.fill(page.locator("[id='field-title']"), TITLE)
        hands.fill(page.locator("[id='field-summary']"), SUMMARY)

    def people(self) -> None:
        """Add the five people it introduces, each with rank, offices and country."""
        page, hands = self.page, self.hands
        tokayev = page.locator("fieldset.stranger").filter(has_text="Tokayev")
        self.find(tokayev.get_by_label("Country"), "Kazakhstan")
        minister = page.locator("fieldset.stranger").filter(has_text="Zhaksylykov")
        hands.fill(minister.get_by_label("Office"), "Defence Minister")
        hands.click(page.get_by_role("button", name="Add 5 people"))
        expect(page.get_by_text("New people in this story")).to_be_hidden()

    def meetings(self) -> None:
        """Make the three meetings and the ceremony of the sentences that tell of them."""
        for number, title in MEETINGS.items():
            self.hands.sentence(number)
            self.hands.press("m")
            row = self.row("meetings")
            self.hands.fill(self.field(row, "title"), title)
            named = {3: 2, 10: 2, 13: 2, 18: 0}[number]
            expect(row.locator("ol.of-participations > li")).to_have_count(named)
        venue = self.field(self.row("meetings"), "venue")
        self.hands.fill(venue, "Otan Korgaushylar (Fatherland Defenders) monument")

    def statement(self, number: int = 0, text: str = "") -> Locator:
        """Make a statement of a sentence, or of the next that nobody has used."""
        before = self.page.locator("ol.of-statements > li").count()
        if number:
            self.hands.sentence(number)
            self.hands.press("s")
        else:
            self.hands.press("Control+Enter")
        expect(self.page.locator("ol.of-statements > li")).to_have_count(before + 1)
        row = self.row("statements")
        if text:
            self.hands.fill(self.field(row, "text"), text)
        return row

    def statements(self) -> None:
        """Make the statements, mending what the sentences suggest where they mislead."""
        hands = self.hands
        row = self.statement(1, "An alliance was the subject.")
        self.drop(row, "defence")
        hands.choose(self.field(row, "meeting"), MEETINGS[3])
        hands.choose(self.field(row, "confidence"), "Low")
        hands.fill(self.field(row, "confidence_reason"), "The headline alone says so.")
        self.statement(5)
        self.statement(text="To Kazakhstan, Pakistan matters more than most in its region.")
        self.drop(self.statement(), "trade and investment")
        hands.choose(self.field(self.statement(), "meeting"), "the event as a whole")
        hands.choose(self.field(self.statement(), "confidence"), "Medium")
        self.statement(10)
        self.find(self.field(self.statement(11), "sectors"), "business ties")
        self.statement(12)
        self.statement(13)
        self.statement(14)
        row = self.statement(14)
        self.find(self.field(row, "sectors"), "combat training")
        hands.choose(self.field(row, "confidence"), "Medium")
        row = self.statement(15)
        hands.choose(self.field(row, "act"), "Assessed")
        hands.choose(self.field(row, "modality"), "Evaluated")
        hands.choose(self.field(row, "meeting"), "the event as a whole")
        self.drop(row, "Kazakhstan")
        self.statement(17, "The reporter sees interest rising.")
        self.drop(self.statement(20), "defence")
        for _ in (21, 22, 23):
            self.statement()
        self.drop(self.statement(), "trade and investment")
        self.drop(self.statement(), "defence")
        self.find(self.field(self.statement(), "sectors"), "overall relations")

    def agreement(self) -> None:
        """Record the two steps the story tells of, adding the agreement in place."""
        page, hands = self.page, self.hands
        hands.sentence(15)
        hands.press("g")
        self.find(self.field(self.row("agreement_steps"), "agreement"), "Agreement on peacekeeping")
        hands.click(page.get_by_role("dialog").get_by_role("button", name="Add", exact=True))
        expect(page.get_by_role("dialog")).to_be_hidden()
        hands.sentence(30)
        hands.press("g")
        row = self.row("agreement_steps")
        hands.choose(self.field(row, "step"), "Signed")
        hands.choose(self.field(row, "standing"), "Disputed")

    def claim(self) -> None:
        """Record the claim of a first."""
        self.hands.sentence(16)
        self.hands.press("p")
        row = self.row("precedences")
        self.hands.fill(self.field(row, "text"), "No soldier of such a rank had come for a decade.")
        self.hands.click(row.locator(".of-levels summary"))
        self.hands.click(row.get_by_label("chief of defence or of a service"))

    def questions(self) -> None:
        """Record the three questions the story leaves open."""
        for question, answers in QUESTIONS:
            for place, (number, text) in enumerate(answers.items()):
                self.hands.sentence(number)
                self.hands.press("a" if place else "q")
                row = self.row("disputes")
                if not place:
                    self.hands.fill(self.field(row, "question"), question)
                answer = row.locator("ol.of-positions > li").nth(place)
                self.hands.fill(self.field(answer, "text"), text)

    def support(self) -> None:
        """Cite what is said again further down."""
        own = "button[data-cite]"
        statements = {2: 28, 3: 27, 9: 29, 10: 29, 11: 29, 13: 30}
        for place, number in statements.items():
            self.cite(self.row("statements", place).locator(own).first, number)
        self.cite(self.row("precedences").locator(own).first, 30)
        self.cite(self.row("meetings", 0).locator(own).first, 28)
        self.cite(self.row("meetings", 2).locator(own).first, 29)
        self.cite(self.page.locator("button[data-cite='']"), 27)
        tenures = self.page.locator(".tenures-of li")
        self.cite(tenures.filter(has_text="Tokayev").get_by_role("button"), 27, 28)
        self.cite(tenures.filter(has_text="Zhaksylykov").get_by_role("button"), 29)
