"""What a questioner's sentence does: asks, names a topic, rounds off, frames, tells."""

import pytest

from answer.ledger.cues import Does, does, opens_next, points_back

ASKS, TOPIC, TAIL, FRAME, TELLS = Does.ASKS, Does.TOPIC, Does.TAIL, Does.FRAME, Does.TELLS


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Why would the margin step down in the second half?", ASKS),
        ("Capex?", ASKS),
        ("Sorry, a third of which?", ASKS),
        ("Hi, uh is stock <inaudible>?", ASKS),
        ("What is <crosstalk>", ASKS),
        ("Is rail the driver, or --", ASKS),
        ("And is that it?", ASKS),
        ("Please elaborate on the pipeline in Japan.", ASKS),
        ("Remind us what the tax rate is.", ASKS),
        ("I'm wondering if customers at the northern plant order earlier now.", ASKS),
        ("Could you break out services", ASKS),
        ("If you could give us an outlook for the lamp line.", ASKS),
        ("And then just, uh, how we should think about freight.", ASKS),
        ("What kind of order growth you have by month.", ASKS),
        ("Would love to get your thoughts on acquisitions.", ASKS),
        ("Correct me if that is off, but the plant is bigger abroad than at home.", ASKS),
        ("Just a follow-up on that, did the price hold.", ASKS),
        ("My question is about the lamp line.", TOPIC),
        ("One housekeeping item, capital spending next year.", TOPIC),
        ("And my second question, inventory.", TOPIC),
        ("May I ask about the tax rate?", TOPIC),
        ("Any color there would be very helpful.", TAIL),
        ("Even a range would help us.", TAIL),
        ("I'm trying to work out how clean the number is.", TAIL),
        ("Or is it too early to say?", TAIL),
        ("Thanks for taking my question?", FRAME),
        ("Good morning everyone, thank you for the opportunity, and congrats on the great results.", FRAME),
        ("Hi, can you hear me okay?", FRAME),
        ("One more?", FRAME),
        ("I have two questions.", FRAME),
        ("That was my first question.", FRAME),
        ("Just so sorry to interrupt.", FRAME),
        ("Thank you, Marit.", FRAME),
        ("I'll go back in the queue.", FRAME),
        ("I will translate my question myself.", FRAME),
        ("What we saw last quarter was a big drop in orders.", TELLS),
        ("When we look at the model, the margin looks low.", TELLS),
        ("You grew for the first time in five quarters.", TELLS),
    ],
)
def test_english(sentence, expected):
    assert does(sentence) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("第一個問題是關於毛利率，請問第二季的展望如何？", ASKS),
        ("第二個問題想請教資本支出的計畫，謝謝。", ASKS),
        ("那股利政策會不會調整", ASKS),
        ("請執行長談談海外擴廠的進度", ASKS),
        ("另外，客戶的庫存是否已經調整完畢。", ASKS),
        ("我们注意到海外收入增长很快，想请管理层分享一下未来的规划。", ASKS),
        ("謝謝主持人，我是高石證券的王小明。", FRAME),
        ("董事長好，我想請教兩個問題。", FRAME),
        ("可以聽到我的聲音嗎？", FRAME),
        ("我可以問兩個問題嗎？", FRAME),
        ("恭喜公司繳出亮眼的成績單。", FRAME),
        ("好的，謝謝。", FRAME),
        ("我看到上一季庫存天數上升到 90 天。", TELLS),
    ],
)
def test_chinese(sentence, expected):
    assert does(sentence) is expected


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("First, what stops you?", 1),
        ("And then secondly, I'm wondering about freight.", 2),
        ("My third question is on tax.", 3),
        ("Question number two, prices.", 2),
        ("Two, freight?", 2),
        ("另外，海外的計畫如何？", 0),
        ("第二個問題，股利。", 2),
        ("Just a follow-up on that, did the price hold.", 0),
        ("Second quarter margins were low.", None),
        ("Two of the plants are full.", None),
        ("Why would it step down?", None),
    ],
)
def test_numbers_of_questions(sentence, number):
    assert opens_next(sentence) == number


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("What is it now?", True),
        ("Why?", True),
        ("How much of that is the early delivery?", True),
        ("Could you give some more detail if possible?", True),
        ("How much of the gain in gross margin at the Dunmarsh plant will stick through next year?", False),
    ],
)
def test_questions_that_point_back(sentence, expected):
    assert points_back(sentence) is expected
