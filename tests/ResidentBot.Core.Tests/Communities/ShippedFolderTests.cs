using System.Text.RegularExpressions;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Files;
using ResidentBot.Core.Roster;
using Xunit;

namespace ResidentBot.Core.Tests.Communities;

public sealed partial class ShippedFolderTests
{
    const string Folder = "config/oak";

    static Community Read(Func<string, string?> environment)
    {
        var problems = new List<Problem>();
        var community = CommunityReader.Read(Folder, Files.In(Folder), environment, problems);
        Assert.Empty(problems);
        return community!;
    }

    [Fact]
    public void The_demo_reads_without_a_problem_and_without_a_secret()
    {
        var oak = Read(_ => null);

        Assert.True(oak.Demo);
        Assert.Equal("Asia/Shanghai", oak.Zone.Id);
        Assert.Equal(["sms-jobs", "sms-welfare", "telegram"], oak.Accounts.Values.Where(account => !account.Enabled).Select(account => account.Id).Order());
        Assert.Equal(["TELEGRAM_TOKEN"], oak.Accounts["telegram"].UnsetVariables);
    }

    [Fact]
    public void A_secret_is_what_its_variable_holds()
    {
        var oak = Read(name => "value of " + name);

        Assert.All(oak.Accounts.Values, account => Assert.True(account.Enabled));
        Assert.Equal("value of TELEGRAM_TOKEN", oak.Accounts["telegram"].Settings["token"]);
        Assert.Equal("value of TWILIO_JOBS_NUMBER", oak.Accounts["sms-jobs"].Settings["from"]);
    }

    [Fact]
    public void Every_rung_of_the_welfare_ladder_reaches_somebody_from_every_home()
    {
        var oak = Read(_ => null);

        foreach (var home in oak.Residents)
            foreach (var rung in oak.Ladders["welfare"].Rungs)
                Assert.True(Responsible.IsMeantBy(rung.Staff) ? Nearest.NodeOf(oak, home.Place) is not null : oak.Staff.ContainsKey(rung.Staff));
    }

    [Fact]
    public void The_demo_has_old_people_alone_and_two_persons_on_one_handset()
    {
        var persons = Read(_ => null).Residents.SelectMany(home => home.Persons).ToList();

        Assert.True(persons.Count(person => person.LivesAlone) >= 6);
        Assert.Contains(persons.Where(person => person.CheckIn).SelectMany(person => person.Addresses).CountBy(address => address), pair => pair.Value == 2);
    }

    [Fact]
    public void Every_phone_of_the_demo_is_reserved_for_fiction()
    {
        var oak = Read(_ => null);

        var addresses = oak.Staff.Values.SelectMany(member => member.Addresses)
            .Concat(oak.Residents.SelectMany(home => home.Persons).SelectMany(person => person.Addresses));
        Assert.All(addresses.Where(address => address.Channel == "sms"), address => Assert.Matches(Fictional(), address.Local));
        // Telegram gives out ids below 2^52 from the bottom up.
        Assert.All(addresses.Where(address => address.Channel == "telegram"), address => Assert.InRange(long.Parse(address.Local), 4_500_000_000_000_000, 1L << 52));
    }

    [GeneratedRegex(@"^(\+1[2-9][0-9]{2}55501[0-9]{2}|\+447700900[0-9]{3})$")]
    private static partial Regex Fictional();
}
