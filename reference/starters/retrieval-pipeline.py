# %% Given: some help pages, and questions with the pages that answer them
PAGES = {
    "password": "To reset your password, open the login page and choose forgotten password. We send a link by email.",
    "invoice": "Invoices are sent by email on the first day of each month. Old invoices can be downloaded as a file.",
    "refund": "A refund is possible within thirty days of the order. The amount returns to the card you paid with.",
    "export": "Export your tables from the settings page. Large tables are split, and a link to each file is sent.",
    "login": "If the login page stays empty, clear the cache of your browser and load the page again.",
}
QUESTIONS = [
    ("How do I reset a forgotten password?", {"password"}),
    ("Where can old invoices be downloaded?", {"invoice"}),
    ("The login page is empty!", {"login"}),
    ("May I export large tables?", {"export"}),
]


# %%
def chunk(text: str, size: int, overlap: int) -> list[str]:
    """Return the pieces of a text, each of ``size`` words, of which ``overlap`` are shared with the piece before."""
    raise NotImplementedError


# %%
class Retriever:
    """Finds the documents that fit a question best, by the words they share."""

    def __init__(self, documents: dict[str, str], size: int = 60, overlap: int = 20) -> None:
        """Cut each document, a text under its id, into chunks and index them."""
        raise NotImplementedError

    def search(self, question: str, k: int) -> list[str]:
        """Return the ids of at most k documents, the best first."""
        raise NotImplementedError


# %%
def evaluate(retriever: Retriever, questions: list[tuple[str, set[str]]], ks: list[int]) -> dict[int, float]:
    """Return the recall at each k: from pairs of a question and the ids of its relevant documents."""
    raise NotImplementedError


# %% Test yourself
assert chunk("a b c d e f g", 4, 2) == ["a b c d", "c d e f", "e f g"]
assert chunk("a b c d", 4, 2) == ["a b c d"]

# %% Test yourself: the whole way
retriever = Retriever(PAGES, size=8, overlap=3)
assert retriever.search("RESET my PASSWORD, please", 1) == ["password"]
recall = evaluate(retriever, QUESTIONS, [1, 3])
assert recall[3] == 1.0 and recall[1] >= 0.75
