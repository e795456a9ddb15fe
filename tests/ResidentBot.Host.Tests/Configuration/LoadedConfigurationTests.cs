using ResidentBot.Core.Files;
using ResidentBot.Host.Configuration;
using Xunit;

namespace ResidentBot.Host.Tests.Configuration;

public sealed class LoadedConfigurationTests
{
    static (LoadedConfiguration Read, List<Problem> Problems) Read(TemporaryFolder folder, Func<string, string?> environment)
    {
        var problems = new List<Problem>();
        return (LoadedConfiguration.Read(folder["config"], folder["dialogs"], environment, problems), problems);
    }

    [Fact]
    public void The_shipped_configuration_starts_without_a_single_secret()
    {
        using var folder = new TemporaryFolder().CopyShipped("config");

        var (read, problems) = Read(folder, _ => null);

        Assert.Empty(problems);
        Assert.Equal("oak", Assert.Single(read.Communities).Community.Id);
        Assert.Null(read.Host.Redis);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_secret_that_is_empty_or_blank_is_not_set(string secret)
    {
        using var folder = new TemporaryFolder().CopyShipped("config");

        var (read, problems) = Read(folder, _ => secret);

        Assert.Empty(problems);
        Assert.Equal(Enabled(Read(folder, _ => null).Read), Enabled(read));

        static IEnumerable<string> Enabled(LoadedConfiguration read) =>
            Assert.Single(read.Communities).Community.Accounts.Values.Where(account => account.Enabled).Select(account => account.Id).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Accounts_that_are_reached_by_webhooks_need_a_public_url()
    {
        using var folder = new TemporaryFolder().CopyShipped("config");

        var (_, problems) = Read(folder, name => name);

        Assert.Equal(["sms-jobs", "sms-welfare"], problems.Select(problem => problem.Message.Split('`')[3]).Order());
        folder.Write("config/host.yml", "public_url: https://desk.example.org");
        Assert.Empty(Read(folder, name => name).Problems);
    }

    [Fact]
    public void An_account_belongs_to_one_community()
    {
        using var folder = new TemporaryFolder().CopyShipped("config");
        foreach (var file in Directory.GetFiles(folder["config/oak"]))
            folder.Write("config/elm/" + Path.GetFileName(file), File.ReadAllText(file).Replace("id: oak\nname", "id: elm\nname"));
        folder.Write("config/host.yml", "public_url: https://desk.example.org");

        var (_, problems) = Read(folder, name => name);

        Assert.Equal(["sms-jobs", "sms-welfare", "telegram"], problems.Select(problem => problem.Message.Split('`')[1]).Order());
    }

    [Fact]
    public void Mistakes_of_all_files_are_found_together()
    {
        using var folder = new TemporaryFolder().CopyShipped("config").Write("config/host.yml", "log_level: loud").Write("config/oak/staff.yml", "staff: []");

        var (read, problems) = Read(folder, _ => null);

        Assert.Empty(read.Communities);
        Assert.Contains(problems, problem => problem.File == folder["config/host.yml"]);
        Assert.Contains(problems, problem => problem.File == folder["config/oak/staff.yml"]);
    }
}
