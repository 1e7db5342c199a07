"""业务咨询: what a service is, which one fits, what it costs, what may be sent."""

from __future__ import annotations

from tests.e2e.customer import Customer


def test_from_a_need_to_a_price(customer: Customer) -> None:
    assert "特快" in customer.says("特快和标快有什么区别")
    assert "哪个城市" in customer.says("多少钱")
    customer.says("从深圳寄")
    customer.says("到北京")
    quoted = customer.says("3公斤")
    assert "特快" in quoted and "标快" in quoted and "元" in quoted and "预计" in quoted


def test_questions_of_the_service(customer: Customer) -> None:
    assert "冷链" in customer.says("寄疫苗用哪种服务")
    assert "不能寄" in customer.says("打火机能不能寄") or "打火机" in customer.messages[-1]["text"]
    assert "保价" in customer.says("保价是怎么赔的")
    assert "365" in customer.says("过年你们上班吗")
    assert "95338" in customer.says("你们客服电话多少")


def test_a_route_in_one_sentence(customer: Customer) -> None:
    quoted = customer.says("从上海寄到成都两公斤要多少钱几天到")
    assert "上海市寄到成都市" in quoted and "元" in quoted
