using StackExchange.Redis;

namespace ResidentBot.Store;

/// <summary>What a Redis that somebody else configured must not do with our data, and what we warn of.</summary>
public static class ServerRules
{
    /// <summary>
    /// Looks at the server's settings. The refusal is null when we may use it; the warnings name what an unclean end of the server may cost. A server
    /// that hides its settings is used as it is, with a warning.
    /// </summary>
    public static async Task<(string? Refusal, IReadOnlyList<string> Warnings)> LookAsync(RedisLink link)
    {
        try
        {
            var policy = await SettingAsync(link, "maxmemory-policy");
            if (policy is not (null or "noeviction"))
                return ($"this Redis throws data away when memory is short (maxmemory-policy {policy}): set it to noeviction", []);
            return (null, await WarningsAsync(link));
        }
        catch (RedisServerException fault)
        {
            return (null, [$"this Redis does not tell its settings ({fault.Message.Split(' ')[0]}): make sure of appendonly yes and maxmemory-policy noeviction"]);
        }
    }

    static async Task<IReadOnlyList<string>> WarningsAsync(RedisLink link)
    {
        var warnings = new List<string>();
        if (await SettingAsync(link, "appendonly") == "no")
            warnings.Add("this Redis keeps no append-only file: what it was told since its last snapshot is lost when it ends uncleanly");
        var replication = (string?)await link.ExecuteAsync("INFO", "replication") ?? "";
        if (!replication.Contains("connected_slaves:0", StringComparison.Ordinal) && await SettingAsync(link, "min-replicas-to-write") is "0" or null)
            warnings.Add("this Redis has replicas but waits for none (min-replicas-to-write 0): a fail-over may lose what was already answered");
        return warnings;
    }

    static async Task<string?> SettingAsync(RedisLink link, string name)
    {
        var answer = (RedisValue[])(await link.ExecuteAsync("CONFIG", "GET", name))!;
        return answer.Length < 2 ? null : (string?)answer[1];
    }
}
