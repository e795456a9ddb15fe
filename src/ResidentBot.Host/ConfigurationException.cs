using ResidentBot.Core.Files;

namespace ResidentBot.Host;

/// <summary>Files that cannot be served, with everything that is wrong in them.</summary>
sealed class ConfigurationException(IReadOnlyList<Problem> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Problem> Problems => problems;
}
