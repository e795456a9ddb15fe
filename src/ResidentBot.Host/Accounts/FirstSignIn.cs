namespace ResidentBot.Host.Accounts;

/// <summary>
/// The first administrator's one-time password, told at every start until it has been changed. It lies in a file that only the host's own user can
/// read, so that whoever missed the first start is not locked out.
/// </summary>
sealed class FirstSignIn(DeskAccounts accounts, string folder)
{
    string Place => Path.Combine(folder, "first-password");

    /// <summary>Makes the administrator when there is no account yet. Returns the password while it is still the first one, else null.</summary>
    public async Task<string?> TellAsync()
    {
        if (await accounts.EnsureFirstAsync() is { } created)
        {
            Keep(created);
            return created;
        }
        if (!File.Exists(Place)) return null;
        if (await accounts.RecentAsync(DeskAccounts.FirstName) is { MustChange: true }) return await File.ReadAllTextAsync(Place);
        File.Delete(Place);
        return null;
    }

    void Keep(string password)
    {
        Directory.CreateDirectory(folder);
        using var file = new FileStream(Place, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        file.Write(System.Text.Encoding.UTF8.GetBytes(password));
    }
}
