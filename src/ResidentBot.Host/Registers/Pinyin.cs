using System.Collections.Frozen;
using System.Reflection;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Host.Registers;

/// <summary>How Chinese characters are read, without tones; a character may have several readings, and each of them counts.</summary>
static class Pinyin
{
    static readonly FrozenDictionary<char, string[]> All = Load();

    /// <summary>The readings of a character; empty when it has none.</summary>
    public static string[] Of(char character) => All.GetValueOrDefault(Simplified.Of(character)) ?? All.GetValueOrDefault(character) ?? [];

    static FrozenDictionary<char, string[]> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("pinyin.txt")
            ?? throw new InvalidOperationException("pinyin.txt is not embedded");
        using var reader = new StreamReader(stream);
        var readings = new Dictionary<char, List<string>>();
        while (reader.ReadLine() is { } line)
        {
            var space = line.IndexOf(' ');
            foreach (var character in line.AsSpan(space + 1))
            {
                if (char.IsSurrogate(character)) continue;
                if (!readings.TryGetValue(character, out var list)) readings.Add(character, list = []);
                list.Add(line[..space]);
            }
        }
        return readings.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }
}
