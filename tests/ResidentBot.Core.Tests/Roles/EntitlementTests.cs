using System.Collections.Immutable;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Roles;
using Xunit;

namespace ResidentBot.Core.Tests.Roles;

/// <summary>The whole table of who may do what: roles, rights, sensitivities, places.</summary>
public sealed class EntitlementTests
{
    // What each role may do, and of what: o ordinary, s sensitive, c a child's, k told in confidence, l legal; a dash for not at all.
    const string Table = """
                        Agent  Administrator  Supervisor  GridWorker  Counsellor  Property  Auditor
        SeeRequests     os     os             oscl        os          osck        o         -
        SeeTickets      os     os             oscl        os          osck        -         -
        WorkTickets     os     os             oscl        os          osck        o         -
        SeeResidents    os     os             oscl        os          osck        -         -
        EditResidents   os     os             oscl        -           -           -         -
        Reveal          os     os             oscl        os          osck        -         -
        ManagePosts     os     os             oscl        -           -           -         -
        ManageContent   -      os             oscl        -           -           -         -
        ManageStaff     -      os             oscl        -           -           -         -
        Import          -      os             oscl        -           -           -         -
        Export          -      os             oscl        -           -           -         -
        Erase           -      os             oscl        -           -           -         -
        ReadAudit       -      osckl          osckl       -           -           -         osckl
        ManageAccounts  -      osckl          -           -           -           -         -
        """;

    // A grant, a place asked for, and whether it lies within: the east, one building of it, one stairwell; the west; nowhere known; elsewhere.
    static readonly (string Grant, string? Place, bool InCommunity, bool Covered)[] Places =
    [
        ("every community", "e1", true, true), ("every community", null, true, true), ("every community", "e1", false, true),
        ("whole oak", "e1", true, true), ("whole oak", "oak", true, true), ("whole oak", "no-such-place", true, true), ("whole oak", null, true, true),
        ("whole oak", "e1", false, false), ("whole oak", null, false, false),
        ("east", "east", true, true), ("east", "e1", true, true), ("east", "e1-1", true, true), ("east", "oak", true, false), ("east", "west", true, false),
        ("east", "w1-1", true, false), ("east", "no-such-place", true, false), ("east", null, true, false), ("east", "e1", false, false),
        ("stairwell", "e1-1", true, true), ("stairwell", "e1", true, false), ("stairwell", "e1-2", true, false), ("stairwell", null, true, false),
        ("stairwell and west", "e1-1", true, true), ("stairwell and west", "w1-2", true, true), ("stairwell and west", "e1", true, false),
        ("a place that is gone", "e1", true, false), ("a place that is gone", null, true, false), ("a place that is gone", "gone", true, false),
        ("another community", "e1", true, false), ("another community", null, true, false), ("another community", "e1", false, true),
    ];

    static readonly Dictionary<string, ImmutableArray<Scope>> Grants = new()
    {
        ["every community"] = [],
        ["whole oak"] = [new Scope("oak", null)],
        ["east"] = [new Scope("oak", "east")],
        ["stairwell"] = [new Scope("oak", "e1-1")],
        ["stairwell and west"] = [new Scope("oak", "e1-1"), new Scope("oak", "west")],
        ["a place that is gone"] = [new Scope("oak", "gone")],
        ["another community"] = [new Scope("elm", null)],
    };

    static Community Oak => Deciding.Oak.World.Community;

    static Community Elm => Oak with { Id = "elm" };

    [Fact]
    public void Every_role_may_what_the_table_says_and_nothing_else()
    {
        var lines = Table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var roles = lines[0].Select(Enum.Parse<Role>).ToList();
        Assert.Equal(Enum.GetValues<Role>().Order(), roles.Order());
        Assert.Equal(Enum.GetValues<Right>().Order(), lines.Skip(1).Select(line => Enum.Parse<Right>(line[0])).Order());
        var checks = 0;
        foreach (var line in lines.Skip(1))
            foreach (var (role, cell) in roles.Zip(line.Skip(1)))
                foreach (var sensitivity in Enum.GetValues<Sensitivity>())
                    foreach (var (name, place, inCommunity, covered) in Places)
                    {
                        var right = Enum.Parse<Right>(line[0]);
                        var may = Entitlements.May(new Grant(role, Grants[name]), right, inCommunity ? Oak : Elm, place, sensitivity);
                        Assert.True(may == (covered && cell.Contains(Letter(sensitivity), StringComparison.Ordinal)),
                            $"{role} {right} {sensitivity}, {name}: {place ?? "nowhere"}: {may}");
                        checks++;
                    }
        Assert.Equal(7 * 14 * 5 * Places.Length, checks);
    }

    [Theory]
    [InlineData("every community", true, true)]
    [InlineData("whole oak", true, false)]
    [InlineData("stairwell", true, false)]
    [InlineData("another community", false, true)]
    public void A_page_is_in_the_menu_of_whoever_may_see_some_part_of_it(string grant, bool inOak, bool inElm)
    {
        Assert.Equal(inOak, Entitlements.MayAnywhere(new Grant(Role.Agent, Grants[grant]), Right.SeeTickets, Oak));
        Assert.Equal(inElm, Entitlements.MayAnywhere(new Grant(Role.Agent, Grants[grant]), Right.SeeTickets, Elm));
        Assert.False(Entitlements.MayAnywhere(new Grant(Role.Agent, Grants[grant]), Right.ReadAudit, Oak));
    }

    [Fact]
    public void Of_a_thousand_trees_a_scope_covers_its_node_and_all_below_and_nothing_else()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var chance = new Random(seed);
            var parents = new Dictionary<string, string?>();
            for (var i = 0; i < chance.Next(1, 30); i++) parents.Add($"n{i}", i == 0 || chance.Next(8) == 0 ? null : $"n{chance.Next(i)}");
            var community = Oak with { Places = parents.ToImmutableDictionary(one => one.Key, one => new Place(one.Key, one.Value, "building", one.Key, [])) };
            ImmutableArray<Scope> scopes = [.. Enumerable.Range(0, chance.Next(1, 4)).Select(_ => new Scope("oak", $"n{chance.Next(30)}"))];
            var grant = new Grant(Role.Agent, scopes);
            foreach (var node in parents.Keys)
            {
                var expected = false;
                for (var up = node; up is not null; up = parents[up]) expected |= scopes.Any(scope => scope.Place == up);
                Assert.True(expected == Entitlements.Covers(grant, community, node), $"seed {seed}, {node}");
                // One scope more never takes anything away, and the whole community takes in everything.
                if (expected) Assert.True(Entitlements.Covers(grant with { Scopes = scopes.Add(new Scope("elm", null)) }, community, node), $"seed {seed}, {node}");
                Assert.True(Entitlements.Covers(grant with { Scopes = scopes.Add(new Scope("oak", null)) }, community, node), $"seed {seed}, {node}");
            }
            Assert.False(Entitlements.Covers(grant, community, null), $"seed {seed}");
            Assert.False(Entitlements.Covers(grant, community with { Id = "elm" }, "n0"), $"seed {seed}");
        }
    }

    static char Letter(Sensitivity sensitivity) => sensitivity switch
    {
        Sensitivity.Ordinary => 'o',
        Sensitivity.Sensitive => 's',
        Sensitivity.Child => 'c',
        Sensitivity.Confidential => 'k',
        _ => 'l',
    };
}
