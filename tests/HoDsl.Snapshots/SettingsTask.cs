using System.Runtime.CompilerServices;

namespace VerifyTests;

/// <summary>A verification that can still be configured; it runs when it is awaited or turned into a task.</summary>
public class SettingsTask
{
    private readonly Func<VerifySettings, Task> _verify;
    private Task? _task;

    internal SettingsTask(VerifySettings? settings, Func<VerifySettings, Task> verify)
    {
        CurrentSettings = new VerifySettings(settings);
        _verify = verify;
    }

    /// <summary>The settings as configured so far.</summary>
    public VerifySettings CurrentSettings { get; }

    /// <inheritdoc cref="VerifySettings.UseDirectory"/>
    public SettingsTask UseDirectory(string directory) => With(settings => settings.UseDirectory(directory));

    /// <inheritdoc cref="VerifySettings.UseFileName"/>
    public SettingsTask UseFileName(string fileName) => With(settings => settings.UseFileName(fileName));

    /// <inheritdoc cref="VerifySettings.UseMethodName"/>
    public SettingsTask UseMethodName(string name) => With(settings => settings.UseMethodName(name));

    /// <inheritdoc cref="VerifySettings.UseParameters"/>
    public SettingsTask UseParameters(params object?[] parameters) => With(settings => settings.UseParameters(parameters));

    /// <inheritdoc cref="VerifySettings.ScrubLinesWithReplace"/>
    public SettingsTask ScrubLinesWithReplace(Func<string, string?> replaceLine) => With(settings => settings.ScrubLinesWithReplace(replaceLine));

    /// <summary>Runs the verification, once.</summary>
    public Task ToTask() => _task ??= _verify(CurrentSettings);

    /// <summary>Runs the verification and lets it be awaited.</summary>
    public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();

    /// <summary>Runs the verification, so that a test can return it.</summary>
    public static implicit operator Task(SettingsTask settingsTask) => settingsTask.ToTask();

    private SettingsTask With(Action<VerifySettings> configure)
    {
        if (_task is not null)
        {
            throw new InvalidOperationException("The verification has run: configure it before it is awaited.");
        }

        configure(CurrentSettings);
        return this;
    }
}
