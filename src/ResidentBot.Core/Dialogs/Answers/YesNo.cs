using System.Collections.Immutable;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Dialogs.Answers;

/// <summary>Reads yes and no in the many ways people say them; whatever holds both is neither.</summary>
static class YesNo
{
    static readonly ImmutableHashSet<string> Yes =
    [
        "1", "y", "yes", "yes please", "yeah", "yep", "yup", "ya", "ok", "okay", "okey", "k", "sure", "of course", "correct", "right", "that's right", "true",
        "fine", "good", "please", "please do", "go ahead", "all right", "alright", "i do", "i would", "absolutely", "exactly", "it is", "certainly",
        "是", "对", "好", "嗯", "恩", "可以", "行", "要", "成", "没错", "没问题", "没有问题", "正确", "确认", "确定", "同意", "愿意", "当然", "需要", "想", "有", "中", "得", "是这样",
        "就这样", "可", "哦", "噢", "哎", "唉", "欸", "👍", "👌", "✅",
    ];

    static readonly ImmutableHashSet<string> No =
    [
        "2", "n", "no", "no thanks", "no thank you", "nope", "nah", "not", "not now", "not really", "wrong", "incorrect", "false", "don't", "do not", "i don't",
        "never", "cancel", "that's wrong", "not right", "not correct", "it isn't",
        "不", "否", "不是", "不对", "不好", "不行", "不要", "不用", "不可以", "不想", "不需要", "不必", "不愿意", "不同意", "不正确", "错", "错了", "有错", "没有", "别", "算了", "没",
        "不了", "取消", "不成", "不中", "👎", "❌", "有误",
    ];

    /// <summary>True for yes, false for no, null when neither is sure. The labels are what the buttons say.</summary>
    public static bool? Read(string text, string yesLabel, string noLabel)
    {
        var plain = Plain.Form(text).Replace("\u20e3", "", StringComparison.Ordinal);
        // "嗯？" asks back.
        if (plain.Length == 0 || text.TrimEnd() is [.., '?' or '？']) return null;
        if (plain == Plain.Form(yesLabel)) return true;
        if (plain == Plain.Form(noLabel)) return false;
        if (One(plain) is { } whole) return whole;
        if (Ordinal.Only(plain) is { } position) return position switch { 1 => true, 2 => false, _ => null };
        // "是的，就这样" and "no, the address is wrong": the first word decides unless another denies it.
        var parts = plain.Split([',', '，', '。', '.', '、', '!', '！', ';', ' '], StringSplitOptions.RemoveEmptyEntries);
        var first = One(parts[0]);
        return first is not null && parts.Skip(1).All(part => One(part) is not { } other || other == first) ? first : null;
    }

    static bool? One(string word)
    {
        var bare = word.TrimEnd('的', '啊', '呀', '吧', '哦', '噢', '呢', '啦', '嘛', '哒', '滴', '谢', '您', '~');
        foreach (var form in new[] { word, bare, Once(bare) })
        {
            if (Yes.Contains(form)) return true;
            if (No.Contains(form)) return false;
        }
        // 不要了, 不用了; but 好了 and 行了 may mean "enough".
        return bare.EndsWith('了') && No.Contains(bare[..^1]) ? false : null;
    }

    // 好好好, 对对, 嗯嗯.
    static string Once(string word) => word.Length is > 1 and <= 6 && word.All(c => c == word[0]) ? word[..1] : word;
}
