"""Rows of names: how many there are by every reading, and which number they go with."""

from __future__ import annotations

import pytest

from checker.facts.rows import CLEAR, LIKELY, POSSIBLE, read_row, stretch_after, stretch_before
from tests.facts.conftest import Read


@pytest.mark.parametrize(
    ("text", "lengths", "weight"),
    [
        ("青石镇、白沙镇、云岭乡", {3}, CLEAR),
        ("县公安局、县人力资源和社会保障局、县自然资源和规划局", {3}, CLEAR),
        ("建成“青石夜话”“沙洲说事”“云岭议政厅”", {3}, CLEAR),
        ("青石镇（山区）、白沙镇（库区）、云岭乡（林区）", {3}, CLEAR),
        ("权力清单、责任清单、负面清单和公共服务事项清单", {4}, CLEAR),
        ("下设办公室和执法、司法、守法普法", {3}, CLEAR),
        ("繁简分流、调解前置、听证公开、文书上网", {4}, LIKELY),
        ("农业农村、应急管理、人力资源和社会保障", {3}, LIKELY),
        ("健全公示、记录制度、完善审核机制、加强监督检查", {3, 4}, LIKELY),
        ("交通运输、文化旅游、应急管理和生态环境", {4}, LIKELY),
    ],
)
def test_every_reading_has_its_length(text: str, lengths: set[int], weight: int) -> None:
    row = read_row(text, 0, len(text), stretch_after(text, 0, "、")[1])
    assert row is not None
    assert (set(row.lengths), row.weight) == (lengths, weight)


def test_a_stretch_passes_over_brackets_and_quotes() -> None:
    text = "其中，“甲、乙”制度（丙，丁）、戊制度"
    assert stretch_before(text, len(text), "、") == (3, [15])
    assert stretch_after(text, 3, "、") == (len(text), [15])
    assert stretch_before(text, 6, "、") == (4, [5])  # from inside the quotation marks


@pytest.mark.parametrize(
    ("text", "stated", "lengths"),
    [
        ("把网格员、人民调解员、“法律明白人”、驻村辅警四支力量拧成一股绳。", 4, (4,)),
        ("提请审议法规草案3件（《甲条例（草案）》《乙条例（草案）》《丙条例（草案）》）。", 3, (3,)),
        ("实行“四必查”机制，即主体必查、权限必查、程序必查、依据必查。", 4, (4,)),
        ("把公众参与、专家论证、风险评估、集体讨论作为重大行政决策的四道程序。", 4, (4,)),
        ("窗口递交73件，邮寄递交58件，线上提交94件，三种渠道汇总共225件。", 3, (3,)),
        ("分三批下放审批事项，首批24项、第二批17项、第三批9项。", 3, (3,)),
        ("编好“一张图、一本账、一支队伍”的“三个一”。", 3, (3,)),
        ("法治体检、合规辅导、纠纷化解、融资咨询，四项服务一站办理。", 4, (4,)),
        ("采取“书面审查+实地走访+座谈听证”三种方式审理。", 3, (3,)),
        ("省市县乡四级联动。", 4, (4,)),
        ("分三个阶段推进：动员部署阶段，集中整治阶段，总结验收阶段。", 3, (3,)),
        ("召开会议三次：1月研究立法，5月研究督察，11月研究述法。", 3, (3,)),
        ("主要有以下三点：1.力量不足。2.培训不够。3.手段不新。", 3, (3,)),
    ],
)
def test_number_and_names(read: Read, text: str, stated: int, lengths: tuple[int, ...]) -> None:
    facts = read(text)
    listing = facts.listings[-1]
    assert int(facts.quantities[listing.quantity].printed) == stated
    assert set(listing.lengths) == set(lengths)


@pytest.mark.parametrize(
    "text",
    [
        "办好乒乓球世界杯、铁人三项世界杯。",
        "做好“双向开放、惠通四方”大文章。",
        "加强与江北、江南、东三省的合作。",
        "不得修复、复制、拓印馆藏二级文物。",
        "推进“三河三湖”（青河白河沙河、东湖西湖南湖）治理。",
        "加快绿心绿道、中央公园三环路建设。",
        "调解婚姻、邻里纠纷2起，办理土地、林业、水利的案件3件。",
        "深化“双随机、一公开”和“三项制度”。",
    ],
)
def test_numbers_that_count_no_names(read: Read, text: str) -> None:
    assert not [one for one in read(text).listings if one.weight > POSSIBLE]
