using ResidentBot.Core.Files;
using ResidentBot.Host.Configuration;
using Xunit;

namespace ResidentBot.Host.Tests.Configuration;

public sealed class CommunityFilesTests
{
    static EditionFiles Only(TemporaryFolder folder)
    {
        var problems = new List<Problem>();
        var read = CommunityFiles.ReadAll(folder["config"], folder["dialogs"], problems);
        Assert.Empty(problems);
        return Assert.Single(read);
    }

    static TemporaryFolder Oak() => new TemporaryFolder()
        .Write("config/host.yml", "{}")
        .Write("config/oak/community.yml", "id: oak")
        .Write("dialogs/menu.yml", "common")
        .Write("dialogs/oak/menu.yml", "own")
        .Write("dialogs/elm/menu.yml", "of another");

    [Fact]
    public void A_community_is_its_folder_the_common_dialogs_and_its_own()
    {
        using var folder = Oak();

        var oak = Only(folder);

        Assert.Equal("oak", oak.Community);
        Assert.Equal(new SourceFile("config/oak/community.yml", folder["config/oak/community.yml"], "id: oak"), Assert.Single(oak.Config));
        Assert.Equal(["dialogs/menu.yml common"], oak.CommonDialogs.Select(file => $"{file.Name} {file.Text}"));
        Assert.Equal(["dialogs/oak/menu.yml own"], oak.OwnDialogs.Select(file => $"{file.Name} {file.Text}"));
    }

    [Fact]
    public void The_edition_does_not_depend_on_where_the_folders_lie()
    {
        using var here = Oak();
        using var there = Oak();

        Assert.Equal(Only(here).Id, Only(there).Id);
        Assert.Matches("^[0-9a-f]{16}$", Only(here).Id);
    }

    [Theory]
    [InlineData("config/oak/community.yml", "id: oak ")]
    [InlineData("config/oak/staff.yml", "")]
    [InlineData("dialogs/menu.yml", "changed")]
    [InlineData("dialogs/oak/menu.yml", "changed")]
    public void Any_change_makes_another_edition(string name, string text)
    {
        using var folder = Oak();
        var before = Only(folder).Id;

        folder.Write(name, text);

        Assert.NotEqual(before, Only(folder).Id);
    }

    [Theory]
    [InlineData("config/host.yml", "urls: http://127.0.0.1:81")]
    [InlineData("dialogs/elm/menu.yml", "changed")]
    public void What_is_no_part_of_the_community_changes_nothing(string name, string text)
    {
        using var folder = Oak();
        var before = Only(folder).Id;

        folder.Write(name, text);

        Assert.Equal(before, Only(folder).Id);
    }

    [Fact]
    public void A_folder_without_its_community_file_is_not_passed_over()
    {
        using var folder = Oak().Write("config/elm/comunity.yml", "id: elm");
        var problems = new List<Problem>();

        CommunityFiles.ReadAll(folder["config"], folder["dialogs"], problems);

        Assert.Equal(folder["config/elm"], Assert.Single(problems).File);
    }

    [Fact]
    public void A_missing_configuration_folder_is_said()
    {
        using var folder = new TemporaryFolder();
        var problems = new List<Problem>();

        Assert.Empty(CommunityFiles.ReadAll(folder["config"], folder["dialogs"], problems));
        Assert.Equal("there is no such folder", Assert.Single(problems).Message);
    }
}
