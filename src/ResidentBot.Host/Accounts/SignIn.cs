namespace ResidentBot.Host.Accounts;

/// <summary>How an attempt to sign in, or to change a password, ended.</summary>
abstract record SignIn
{
    SignIn() { }

    /// <summary>The password was right.</summary>
    public sealed record Welcome(DeskAccount Account) : SignIn;

    /// <summary>Name or password is wrong, or the account is disabled; which of them is not told.</summary>
    public sealed record Wrong : SignIn;

    /// <summary>Too many wrong attempts: nothing is looked at before this instant.</summary>
    public sealed record Locked(DateTimeOffset Until) : SignIn;

    /// <summary>The new password is not acceptable; the id of the text that says why.</summary>
    public sealed record Unfit(string Text) : SignIn;
}

/// <summary>What a change of an account came to: a one-time password to be shown once, or the id of the text that says why not.</summary>
/// <param name="OneTime">The new one-time password, when there is one.</param>
/// <param name="Refusal">Why nothing was done; null when it was.</param>
sealed record AccountChange(string? OneTime = null, string? Refusal = null);
