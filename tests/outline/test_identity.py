from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.document.readers.plain import from_text
from checker.outline.model import BodyKind, Form, Level, Outline
from checker.outline.organs import classify
from checker.outline.vocabulary import OutlineVocabulary

from .wording import PROSE, report

OutlineOf = Callable[[str], Outline]

NOBODY = "关于2021年度法治政府建设情况的报告"


@pytest.mark.parametrize(
    ("name", "kind", "level", "place"),
    [
        ("青石区人民政府东河街道办事处", BodyKind.TOWN, Level.TOWN, "东河街道"),
        ("中共青石区委", BodyKind.PARTY_GOVERNMENT, Level.COUNTY, "青石区"),
        ("中共云溪县委员会", BodyKind.PARTY_GOVERNMENT, Level.COUNTY, "云溪县"),
        ("青石区人民政府", BodyKind.GOVERNMENT, Level.COUNTY, "青石区"),
        ("临江市青石区人民政府", BodyKind.GOVERNMENT, Level.COUNTY, "青石区"),
        ("临江市市中区人民政府", BodyKind.GOVERNMENT, Level.COUNTY, "市中区"),
        ("临江市人民政府", BodyKind.GOVERNMENT, Level.CITY, "临江市"),
        ("江北省人民政府", BodyKind.GOVERNMENT, Level.PROVINCE, "江北省"),
        ("上海市人民政府", BodyKind.GOVERNMENT, Level.PROVINCE, "上海市"),
        ("云岭彝族自治州人民政府", BodyKind.GOVERNMENT, Level.CITY, "云岭彝族自治州"),
        ("云岭苗族自治县人民政府", BodyKind.GOVERNMENT, Level.COUNTY, "云岭苗族自治县"),
        ("白草旗人民政府", BodyKind.GOVERNMENT, Level.COUNTY, "白草旗"),
        ("青石区司法局", BodyKind.DEPARTMENT, Level.COUNTY, "青石区司法局"),
        ("青石区市场监督管理局", BodyKind.DEPARTMENT, Level.COUNTY, "青石区市场监督管理局"),
        ("青石区城市管理局", BodyKind.DEPARTMENT, Level.COUNTY, "青石区城市管理局"),
        ("临江市城市管理局", BodyKind.DEPARTMENT, Level.CITY, "临江市城市管理局"),
        ("临江市市场监督管理局", BodyKind.DEPARTMENT, Level.CITY, "临江市市场监督管理局"),
        ("临江市生态环境局青石分局", BodyKind.DEPARTMENT, Level.COUNTY, "临江市生态环境局青石分局"),
        ("青石区国有资产监督管理委员会", BodyKind.DEPARTMENT, Level.COUNTY, "青石区国有资产监督管理委员会"),
        ("青石区发展和改革委员会", BodyKind.DEPARTMENT, Level.COUNTY, "青石区发展和改革委员会"),
        ("江北省教育厅", BodyKind.DEPARTMENT, Level.PROVINCE, "江北省教育厅"),
        ("北门街道办事处", BodyKind.TOWN, Level.TOWN, "北门街道"),
        ("青石区柳溪镇人民政府", BodyKind.TOWN, Level.TOWN, "柳溪镇"),
        ("中共北门街道工作委员会", BodyKind.TOWN, Level.TOWN, "北门街道"),
        ("青石经济技术开发区管理委员会", BodyKind.PARK, Level.COUNTY, "青石经济技术开发区"),
        ("中共临江市委临江高新区工作委员会", BodyKind.PARK, Level.COUNTY, "临江高新区"),
        ("青石区委全面依法治区委员会办公室", BodyKind.PARTY_GOVERNMENT, Level.COUNTY, "青石区"),
    ],
)
def test_names(name: str, kind: BodyKind, level: Level, place: str, vocabulary: OutlineVocabulary) -> None:
    organ = classify(name, vocabulary)
    assert organ is not None
    assert (organ.kind, organ.level, organ.place) == (kind, level, place)


@pytest.mark.parametrize(
    ("head", "tail", "body", "level", "place"),
    [
        ("青石区2021年度法治政府建设情况报告", "", "government", "county", "青石区"),
        ("临江市2021年度法治政府建设情况报告", "", "government", "city", "临江市"),
        ("关于青石区2021年度法治政府建设情况的报告", "", "government", "county", "青石区"),
        ("浦江新区2021年法治政府建设年度报告", "", "government", "county", "浦江新区"),
        ("北京市2021年法治政府建设年度情况报告", "", "government", "province", "北京市"),
        (NOBODY, "中共青石区委 青石区人民政府\n2022年1月9日", "party_government", "county", "青石区"),
        (NOBODY, "云溪县教育局\n2022年1月9日", "department", "county", "云溪县教育局"),
        (NOBODY, "区司法局\n2022年1月9日", "department", "unknown", "区司法局"),
        (NOBODY + "\n云溪县委、县政府：", "教育局\n2022年1月9日", "department", "county", "教育局"),
        (
            "柳溪镇2021年度法治政府建设工作报告\n县委、县政府：",
            "柳溪镇人民政府\n2022年1月9日",
            "town",
            "town",
            "柳溪镇",
        ),
        ("青石市人民政府2021年度法治政府建设报告\n市委、市政府：", "", "government", "county", "青石市"),
        ("青石市人民政府2021年度法治政府建设报告\n临江市委、临江市人民政府：", "", "government", "county", "青石市"),
        ("临江市人民政府2021年度法治政府建设报告\n省委、省政府：", "", "government", "city", "临江市"),
        ("临江市人民政府2021年度法治政府建设报告\n临江市人大常委会：", "", "government", "city", "临江市"),
        ("临江市司法局2021年度法治政府建设报告\n市委、市政府：", "", "department", "city", "临江市司法局"),
        ("青石经开区管委会2021年度法治政府建设报告\n市委、市政府：", "", "park", "county", "青石经开区"),
        ("青石区2021年法治政府建设报告", "青石区人民政府办公室\n2022年1月9日", "government", "county", "青石区"),
        ("青石区司法局2021年法治政府建设报告", "司法局\n2022年1月9日", "department", "county", "青石区司法局"),
        (NOBODY + "\n市委、市政府：", "", "government", "county", ""),
    ],
)
def test_who_reports(head: str, tail: str, body: str, level: str, place: str, outline_of: OutlineOf) -> None:
    outline = outline_of(report(head=head, tail=tail))
    assert (outline.body.value, outline.level.value, outline.place) == (body, level, place)
    assert outline.body_source.reason
    assert outline.level_source.reason


@pytest.mark.parametrize(
    ("prose", "body", "level", "place"),
    [
        (
            "我区印发《青石区依法行政办法》，青石区司法局牵头落实，我区各部门参与，青石区政府督办。由青石区政府公布。",
            "government",
            "county",
            "青石区",
        ),
        ("我市认真谋划，我市各区县落实，全市上下联动。", "government", "city", ""),
        ("我局高度重视，局党组带头学法，我局干部参考率100%。", "department", "unknown", ""),
        ("本街道高度重视，街道党工委带头学法，全街道上下一心。", "town", "town", ""),
        ("各项任务扎实推进。", "unknown", "unknown", ""),
    ],
)
def test_who_reports_by_the_text_alone(prose: str, body: str, level: str, place: str, outline_of: OutlineOf) -> None:
    text = f"2021年，{prose}\n一、主要举措\n{prose}\n二、存在的问题\n各项任务扎实推进。"
    outline = outline_of(text)
    assert (outline.body.value, outline.level.value, outline.place) == (body, level, place)


def test_of_two_that_sign_the_one_of_the_title_is_the_place(outline_of: OutlineOf) -> None:
    head = "中共白沙镇委员会　白沙镇人民政府\n关于2021年度法治政府建设情况的报告\n县委、县政府："
    outline = outline_of(report(head=head, tail="中共白沙镇委员会　青云镇人民政府\n2022年1月9日"))
    assert outline.place == "白沙镇"


def test_reasons_rest_on_words(outline_of: OutlineOf) -> None:
    text = report(head=NOBODY, tail="云溪县教育局\n2022年1月9日")
    outline = outline_of(text)
    document = from_text(text)
    assert outline.body_source.span is not None
    assert document.quote(outline.body_source.span) == "云溪县教育局"
    assert "落款" in outline.body_source.reason
    assert outline.form_source.span is not None


@pytest.mark.parametrize(
    ("head", "tail", "form"),
    [
        ("市委、市政府：", "青石区人民政府\n2022年1月9日", Form.OFFICIAL),
        ("市委、市政府：", "", Form.OFFICIAL),
        ("", "青石区人民政府\n2022年1月9日", Form.OFFICIAL),
        ("", "", Form.WEB),
        ("来源：青石区司法局　浏览次数：12", "", Form.WEB),
        ("来源：青石区司法局　浏览次数：12", "2022年1月9日", Form.WEB),
        ("来源：青石区司法局　浏览次数：12\n市委、市政府：", "青石区人民政府\n2022年1月9日", Form.OFFICIAL),
    ],
)
def test_form(head: str, tail: str, form: Form, outline_of: OutlineOf) -> None:
    outline = outline_of(report(head=f"青石区2021年度法治政府建设情况报告\n{head}", lead=f"2021年，{PROSE}", tail=tail))
    assert outline.form is form
    assert outline.form_source.reason
