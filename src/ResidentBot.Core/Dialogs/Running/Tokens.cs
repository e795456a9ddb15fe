namespace ResidentBot.Core.Dialogs.Running;

/// <summary>The short mark that ties a button to its question.</summary>
static class Tokens
{
    const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Ten characters; the same turn and step give the same. FNV-1a, 64 bit: it must be stable across processes, not secret.</summary>
    public static string Of(string turnId, string step)
    {
        return string.Create(10, Hash($"{turnId}\n{step}"), (token, bits) =>
        {
            for (var i = 0; i < token.Length; i++) token[i] = Alphabet[(int)(bits >> (i * 5 + 4) & 31)];
        });
    }

    /// <summary>A number that the same text gives in every process.</summary>
    public static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text) hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }
}
