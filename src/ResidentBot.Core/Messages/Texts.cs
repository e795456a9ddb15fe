namespace ResidentBot.Core.Messages;

/// <summary>The languages the desk speaks.</summary>
public enum Language
{
    /// <summary>Chinese, simplified; the default.</summary>
    Zh,

    /// <summary>English.</summary>
    En,
}

/// <summary>One sentence in every language we speak. A file that lacks one is refused when it is read.</summary>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
public sealed record Texts(string Zh, string En)
{
    /// <summary>The text in one language.</summary>
    public string this[Language language] => language == Language.En ? En : Zh;
}
