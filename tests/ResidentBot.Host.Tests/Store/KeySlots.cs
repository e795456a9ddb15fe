using System.Reflection;
using NodaTime;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.Store;
using Xunit;

namespace ResidentBot.Host.Tests.Store;

public sealed class KeySlots(SharedRedis redis)
{
    [Fact]
    public async Task Every_key_of_a_community_is_in_one_slot()
    {
        var keys = new Keys("oak");
        var spelled = Properties(keys).Concat(Methods(keys)).ToList();
        Assert.True(spelled.Count > 20, $"only {spelled.Count} keys found");
        Assert.Equal(spelled.Count, spelled.Distinct(StringComparer.Ordinal).Count());
        Assert.All(spelled, key => Assert.Equal(Slots.Of("{oak}"), Slots.Of(key)));
        foreach (var key in spelled) Assert.Equal((long)Slots.Of(key), await redis.Server.CallAsync("CLUSTER", "KEYSLOT", key));
    }

    static IEnumerable<string> Properties(Keys keys) => typeof(Keys).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.Name != nameof(Keys.Community)).Select(property => (string)property.GetValue(keys)!);

    // Each method with arguments that could tear a hash tag apart.
    static IEnumerable<string> Methods(Keys keys) =>
        from method in typeof(Keys).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where !method.IsSpecialName
        select (string)method.Invoke(keys, [.. method.GetParameters().Select(Argument)])!;

    static object Argument(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => "a}{b}:c",
        var type when type == typeof(Address) => new Address("web:{x}"),
        var type when type == typeof(Lane) => Lane.Notice,
        var type when type == typeof(ImportList) => ImportList.Rows,
        var type when type == typeof(LocalDate) => new LocalDate(2026, 11, 22),
        var type when type == typeof(DocumentKey) => new DocumentKey(DocumentType.Person, "{p}"),
        _ => throw new InvalidOperationException($"a key needs a {parameter.ParameterType.Name}: add one here"),
    };
}
