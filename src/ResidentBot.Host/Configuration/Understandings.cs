using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ResidentBot.Core.Files;
using ResidentBot.Core.Understanding.Residents;

namespace ResidentBot.Host.Configuration;

/// <summary>Reads the same files once, and learns from them once, however many communities share them and however often they are read.</summary>
static class Understandings
{
    const int Kept = 4;

    static readonly ConcurrentDictionary<string, Lazy<ResidentUnderstanding>> Learned = new(StringComparer.Ordinal);

    static readonly ConcurrentDictionary<string, UnderstandingFiles> Known = new(StringComparer.Ordinal);

    /// <summary>The files read; those with a problem are read again each time, so that it is told again.</summary>
    public static UnderstandingFiles? Read(IReadOnlyList<(string Path, string Text)> sources, ICollection<Problem> problems)
    {
        var key = Hash(sources);
        if (Known.TryGetValue(key, out var known)) return known;
        var before = problems.Count;
        var read = UnderstandingFiles.Read(sources, problems, Over);
        if (read is null || problems.Count > before) return read;
        if (Known.Count >= Kept) Known.Clear();
        return Known[key] = read;
    }

    /// <summary>What is learned from these files; null when they hold no examples.</summary>
    /// <param name="sources">The files with their paths.</param>
    /// <param name="files">The same, read.</param>
    public static ResidentUnderstanding? Of(IReadOnlyList<(string Path, string Text)> sources, UnderstandingFiles files)
    {
        if (files.Examples is not { } examples) return null;
        var key = Hash(sources);
        if (Learned.Count >= Kept && !Learned.ContainsKey(key)) Learned.Clear();
        return Learned.GetOrAdd(key, _ => new Lazy<ResidentUnderstanding>(() => ResidentUnderstanding.Train(files, examples.All, Over))).Value;
    }

    /// <summary>Work over all processors.</summary>
    public static void Over(int count, Action<int> work) => Parallel.For(0, count, work);

    /// <summary>Work beside the turns: half of the processors stay free for them.</summary>
    public static void Beside(int count, Action<int> work) =>
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount / 2) }, work);

    static string Hash(IReadOnlyList<(string Path, string Text)> sources)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, text) in sources.OrderBy(source => Path.GetFileName(source.Path), StringComparer.Ordinal))
        {
            sum.AppendData(Encoding.UTF8.GetBytes($"{Path.GetFileName(path)} {text.Length} "));
            sum.AppendData(Encoding.UTF8.GetBytes(text));
        }
        return Convert.ToHexString(sum.GetHashAndReset());
    }
}
