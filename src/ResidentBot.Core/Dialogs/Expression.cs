using System.Collections.Immutable;
using System.Globalization;

namespace ResidentBot.Core.Dialogs;

/// <summary>A condition such as <c>category in [gas, electric] and not photo is empty</c>, parsed and checked when its dialog is read.</summary>
public abstract record Expression
{
    Expression() { }

    /// <summary>At least one part holds.</summary>
    /// <param name="Parts">Two or more.</param>
    public sealed record Or(ImmutableArray<Expression> Parts) : Expression;

    /// <summary>Every part holds.</summary>
    /// <param name="Parts">Two or more.</param>
    public sealed record And(ImmutableArray<Expression> Parts) : Expression;

    /// <summary>The part does not hold.</summary>
    /// <param name="Part">The denied one.</param>
    public sealed record Not(Expression Part) : Expression;

    /// <summary>The value is one of a list; <c>=</c> is a list of one.</summary>
    /// <param name="Name">What is looked at.</param>
    /// <param name="Values">Compared without regard to case.</param>
    public sealed record In(string Name, ImmutableArray<string> Values) : Expression;

    /// <summary>The value is missing, empty or left out.</summary>
    /// <param name="Name">What is looked at.</param>
    public sealed record IsEmpty(string Name) : Expression;

    /// <summary>The value is a number and compares so; a value that is no number never does.</summary>
    /// <param name="Name">What is looked at.</param>
    /// <param name="Sign"><c>&lt;</c>, <c>&gt;</c>, <c>&lt;=</c> or <c>&gt;=</c>.</param>
    /// <param name="Limit">What it is compared with.</param>
    public sealed record Compare(string Name, string Sign, decimal Limit) : Expression;

    /// <summary>Whether it holds for the given values.</summary>
    public bool Holds(Func<string, string> value) => this switch
    {
        Or or => or.Parts.Any(part => part.Holds(value)),
        And and => and.Parts.All(part => part.Holds(value)),
        Not not => !not.Part.Holds(value),
        In among => among.Values.Contains(value(among.Name), StringComparer.OrdinalIgnoreCase),
        IsEmpty empty => value(empty.Name).Length == 0,
        Compare compare => decimal.TryParse(value(compare.Name), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) &&
            compare.Sign switch
            {
                "<" => number < compare.Limit,
                "<=" => number <= compare.Limit,
                ">" => number > compare.Limit,
                _ => number >= compare.Limit,
            },
        _ => false,
    };
}
