using System.Collections;
using System.Reflection;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Channels.Tests;

/// <summary>The first parameter of a theory is a fault of a stand-in, by its name in <see cref="StandInFaults"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class FaultsOfAttribute(string standIn) : Attribute
{
    public string StandIn => standIn;
}

/// <summary>
/// Every fault that a stand-in knows is asked for by some table of tests: read from the tables themselves, so that it is the same whichever tests run, and in whatever order.
/// </summary>
public sealed class EveryFault
{
    public static TheoryData<string> StandIns => [.. StandInFaults.Codes.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<Type> Losses => [.. StandInFaults.Losses];

    [Theory]
    [MemberData(nameof(StandIns))]
    public void Each_code_stands_in_a_table(string standIn)
    {
        var asked = Theories.Where(theory => theory.GetCustomAttribute<FaultsOfAttribute>()?.StandIn == standIn).SelectMany(Rows).Select(row => (int)row[0]!);
        Assert.Equal(StandInFaults.Codes[standIn].Order(), asked.Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Each_loss_stands_in_a_table(Type losses)
    {
        var asked = Theories.Where(theory => theory.GetParameters().Any(parameter => parameter.ParameterType == losses)).SelectMany(Rows).SelectMany(row => row);
        Assert.Equal(Enum.GetValues(losses).Cast<object>(), asked.Where(one => one?.GetType() == losses).Distinct().Order()!);
    }

    [Fact]
    public void What_is_in_no_list_cannot_be_asked_for() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StandInFaults.Known(StandInFaults.Telegram, 418));

    static IEnumerable<MethodInfo> Theories => typeof(EveryFault).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(TheoryAttribute)));

    static IEnumerable<object?[]> Rows(MethodInfo theory)
    {
        foreach (var row in theory.GetCustomAttributes<InlineDataAttribute>()) yield return row.Data;
        foreach (var member in theory.GetCustomAttributes<MemberDataAttribute>())
        {
            var table = (member.MemberType ?? theory.DeclaringType!).GetProperty(member.MemberName, BindingFlags.Public | BindingFlags.Static)!.GetValue(null);
            foreach (var row in (IEnumerable)table!) yield return row is ITheoryDataRow typed ? typed.GetData() : (object?[])row;
        }
    }
}
