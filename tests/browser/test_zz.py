import pytest, time
from tests.browser.hostile import Newsroom
pytestmark = pytest.mark.django_db(transaction=True)
def test_fill(monkeypatch):
    t=time.time()
    n = Newsroom.opened(monkeypatch); print("opened", time.time()-t); t=time.time()
    n.turn(); print("turn", time.time()-t)
    print(len(n.dealer.dealt)); print(n.dealer.left())
