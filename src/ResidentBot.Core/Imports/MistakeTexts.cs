using System.Collections.Immutable;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Imports;

/// <summary>The words of every mistake a file can have.</summary>
public static class MistakeTexts
{
    /// <summary>The closed list.</summary>
    public static readonly ImmutableDictionary<string, (Texts Why, Texts Expected)> All = new Dictionary<string, (Texts, Texts)>(StringComparer.Ordinal)
    {
        // The file as a whole.
        ["empty_file"] = T("文件里没有一行数据", "the file has no rows", "一行列名和至少一行数据", "a line of column names and at least one row"),
        ["unreadable"] = T("无法读取：{value}", "it cannot be read: {value}", "UTF-8 或 GB18030 的 CSV，或 XLSX", "a CSV in UTF-8 or GB18030, or an XLSX"),
        ["encoding"] = T("文字编码无法识别", "its characters cannot be read", "UTF-8 或 GB18030", "UTF-8 or GB18030"),
        ["too_big"] = T("文件太大（{value}）", "the file is too big ({value})", "不超过 {other}", "at most {other}"),
        ["too_many_rows"] = T("行数太多", "it has too many rows", "不超过 {other} 行", "at most {other} rows"),
        ["unknown_column"] = T("没有这一列{value}", "there is no such column{value}", "{other}", "{other}"),
        ["missing_column"] = T("缺少这一列", "this column is missing", "名为 {value} 或 {other} 的一列", "a column named {value} or {other}"),
        ["duplicate_header"] = T("列名 {value} 出现两次", "the column `{value}` stands there twice", "每列一次", "each column once"),
        ["too_many_cells"] = T("这一行有 {value} 格，列名只有 {other} 个", "the row has {value} cells under {other} column names", "不多于列名的格数", "no more cells than column names"),

        // Any cell.
        ["missing"] = T("没有填写", "nothing is written", "必填", "a value"),
        ["too_long"] = T("有 {value} 个字", "it has {value} characters", "不超过 {other} 个字", "at most {other}"),
        ["control"] = T("含有看不见的控制字符", "it holds control characters", "可见的文字", "visible characters only"),
        ["cannot_clear"] = T("这一列不能清空", "this field cannot be cleared", "一个值，或留空表示不变", "a value, or nothing to leave it as it is"),
        ["bad_id"] = T("编号 {value} 含有不允许的字符", "the id `{value}` has characters an id cannot have", "英文字母、数字和 -", "letters a-z, digits and `-`"),
        ["bad_date"] = T("{value} 不是日期", "`{value}` is no date", "如 1949-10-01 或 1949/10/1", "a date as 1949-10-01 or 1949/10/1"),
        ["bad_word"] = T("不认识 {value}", "`{value}` is no word of this column", "{other}", "one of {other}"),
        ["bad_flag"] = T("{value} 不是是或否", "`{value}` is neither yes nor no", "是 或 否", "yes or no"),

        // A person.
        ["born_future"] = T("出生日期 {value} 在将来", "born on {value}, which is still to come", "今天或更早的日期", "a date not after today"),
        ["born_long_ago"] = T("{value} 出生，超过 130 岁", "born on {value}: over 130 years old", "130 年以内的日期", "a date within 130 years"),
        ["phone_country"] = T("电话 {value} 没有国家代码", "the phone {value} has no country", "带国家代码，如 +8613912345678", "a phone with its country, as +8613912345678"),
        ["phone_short"] = T("电话 {value} 位数太少", "the phone {value} is too short", "+ 和 7 至 15 位数字", "+ and 7 to 15 digits"),
        ["phone_bad"] = T("电话 {value} 写法不对", "the phone {value} is not written as one", "+ 和 7 至 15 位数字", "+ and 7 to 15 digits"),
        ["too_many_phones"] = T("有 {value} 个号码", "there are {value} of them", "不超过 {other} 个", "at most {other}"),
        ["bad_telegram"] = T("{value} 不是 Telegram 编号", "`{value}` is no Telegram id", "一个数字，如 77001122", "a number, as 77001122"),
        ["no_channel"] = T("本社区没有 {value} 通道", "this community has no account of the channel `{value}`", "{other}", "an address of {other}"),
        ["unknown_place"] = T("地址树里没有 {value}{other}", "the tree has no place `{value}`{other}", "地址树里的位置编号", "the id of a place in the tree"),
        ["no_door"] = T("没有填写，户号 {value} 也不在册", "nothing is written, and household `{value}` is not in the register", "位置和门牌", "place and unit"),
        ["household_places"] = T("户号 {value} 在第 {other} 行有另一个门牌", "household `{value}` has another door in line {other}", "一户一个门牌", "one door for one household"),
        ["person_twice"] = T("人员编号 {value} 在第 {other} 行已有", "person `{value}` stands in line {other} already", "每人一行", "one row for each person"),
        ["name_twice"] = T("同一户的 {value} 在第 {other} 行已有", "{value} of this household stands in line {other} already", "每人一行；同名者须有人员编号", "one row for each person; namesakes need ids of their own"),
        ["person_elsewhere"] = T("人员编号 {value} 属于另一户 {other}", "person `{value}` belongs to household `{other}`", "该户的编号；搬家请在工作台办理", "a person of this household; a move is noted at the desk"),
        ["person_left"] = T("{value} 已迁出或去世", "{value} has moved away or died", "在册的人；复原请在工作台办理", "a resident; at the desk it can be taken back"),
        ["person_merged"] = T("{value} 已并入 {other}", "{value} was merged into `{other}`", "人员编号 {other}", "the person `{other}`"),
        ["phone_elsewhere"] = T("号码 {value} 已是另一户 {other} 的", "{value} is in use by household `{other}`", "本户自己的号码", "a number of this household"),
        ["phone_two_households"] = T("号码 {value} 在第 {other} 行属于另一户", "{value} is another household's in line {other}", "本户自己的号码", "a number of this household"),
        ["unknown_label"] = T("标签目录里没有 {value}{other}", "the catalogue has no label `{value}`{other}", "目录里的标签编号", "a label's id"),
        ["label_twice"] = T("标签 {value} 写了两次", "the label `{value}` stands there twice", "每个标签一次", "each label once"),
        ["label_date"] = T("标签 {value} 有期限，没有写到哪天", "the label `{value}` runs out, and its last day is not written", "如 {value}:2027-01-31", "its last day, as {value}:2027-01-31"),
        ["label_over"] = T("标签 {value} 已过期", "the label `{value}` is over", "今天或以后的日期", "a last day not before today"),
        ["bad_contact"] = T("联系人 {value} 写法不对", "the contact `{value}` is not written as one", "姓名|家人、邻居、结对、朋友或其他|电话|备注", "name|family, neighbour, buddy, friend or other|phone|note"),
        ["away_until"] = T("外出没有写到哪天", "away without a last day", "外出的最后一天", "the last day away"),
        ["away_city"] = T("外出没有写城市", "away without a city", "城市", "a city"),
        ["away_past"] = T("外出至 {value}，已经过去", "away until {value}, which has passed", "今天或以后的日期", "a date not before today"),
        ["check_in_address"] = T("没有电话或聊天，无法问候", "nobody can be asked without a phone or chat", "电话或 Telegram", "a phone or a Telegram id"),
        ["unenrol"] = T("导入不能停止 {value} 的平安问候", "an import takes nobody out of the check-ins, nor {value}", "留空；在工作台写明理由停止", "nothing here; at the desk it takes a name and a reason"),
        ["last_address"] = T("{value} 在平安问候中，不能没有联系方式", "{value} is in the check-ins and cannot be left without an address", "至少一个号码", "at least one address"),
        ["alone"] = T("这一户有 {value} 个人", "the household has {value} people", "独居：否", "lives_alone: no"),
        ["consent_date"] = T("同意没有日期", "consent without its date", "签字的日期，不晚于今天", "the day it was given, not after today"),

        // Staff and tree.
        ["id_twice"] = T("编号 {value} 在第 {other} 行已有", "`{value}` stands in line {other} already", "每个编号一次", "each id once"),
        ["bad_duty"] = T("值班 {value} 写法不对", "the duty `{value}` is not written as one", "如 mon-fri 08:00-18:00; sat 09:00-12:00", "as mon-fri 08:00-18:00; sat 09:00-12:00"),
        ["bad_leave"] = T("请假 {value} 写法不对", "the leave `{value}` is not written as one", "如 2026-12-01..2026-12-05", "as 2026-12-01..2026-12-05"),
        ["edition"] = T("{value}", "{value}", "一份通过检查的社区文件", "files that pass the check"),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    static (Texts, Texts) T(string whyZh, string why, string expectedZh, string expected) => (new Texts(whyZh, why), new Texts(expectedZh, expected));
}
