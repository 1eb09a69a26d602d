using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Building blocks of networks.</summary>
    public static partial class nn
    {
        /// <summary>A part of a network: its parameters, its buffers and the parts within it, each by a name.</summary>
        public class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Parameter> ownParameters = [];
            private readonly OrderedDictionary<string, (Tensor Buffer, bool Persistent)> ownBuffers = [];
            private readonly OrderedDictionary<string, Module> ownModules = [];
            private bool isTraining = true;

            /// <summary>What the module calls itself.</summary>
            protected string? name;

            /// <summary>An empty module.</summary>
            protected Module(string name) => this.name = name;

            /// <summary>Whether the module is being trained: batch norm and dropout ask.</summary>
            public virtual bool training => isTraining;

            /// <summary>What the module calls itself.</summary>
            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            /// <summary>Sets that the module and those within it are being trained, or not.</summary>
            public virtual void train(bool train = true)
            {
                isTraining = train;
                foreach (var (_, module) in named_children())
                    module.train(train);
            }

            /// <summary>Sets that the module and those within it are not being trained.</summary>
            public virtual void eval() => train(false);

            /// <summary>Adds a module within this one.</summary>
            /// <exception cref="ArgumentException">The name is empty or has a dot.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_module(string name, Module submodule)
            {
                RequireName(name, "module");
                submodule.RegisterComponents();
                if (!ownModules.TryAdd(name, submodule))
                    throw new InvalidOperationException($"Sub-module {name} is already registered.");
            }

            /// <summary>Adds a parameter.</summary>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_parameter(string name, Parameter param)
            {
                RequireName(name, "parameter");
                ArgumentNullException.ThrowIfNull(param);
                if (!ownParameters.TryAdd(name, param))
                    throw new InvalidOperationException($"Parameter {name} is already registered.");
            }

            /// <summary>A parameter by its path; null where there is none.</summary>
            public virtual Parameter? get_parameter(string target) =>
                OwnParameter(target) is { } own ? own
                : target.Split('.', 2) is [var child, var rest] && ownModules.TryGetValue(child, out var module) ? module.get_parameter(rest)
                : null;

            /// <summary>Adds a tensor that belongs to the module and is not learned.</summary>
            /// <param name="name">Its name within the module.</param>
            /// <param name="tensor">The tensor.</param>
            /// <param name="persistent">Whether it is part of the module's state.</param>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                RequireName(name, "buffer");
                ArgumentNullException.ThrowIfNull(tensor);
                if (!ownBuffers.TryAdd(name, (tensor, persistent)))
                    throw new InvalidOperationException($"Tensor {name} is already registered.");
            }

            /// <summary>Adds what stands in the fields of a class of one's own, under the fields' names, unless it was added before.</summary>
            [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A field that trimming takes away is one that no code names, so nothing stands in it.")]
            protected virtual void RegisterComponents()
            {
                for (var type = GetType(); type != typeof(Module) && type is not null; type = type.BaseType)
                {
                    if (type.Assembly == typeof(Module).Assembly)
                        continue;
                    foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                        RegisterField(field.Name, field.GetValue(this));
                }
            }

            /// <summary>Puts a parameter, which leaves its scope, in the place of another of the same name, or takes it away for null.</summary>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null)
                    ownParameters.Remove(name);
                else
                    ownParameters[name] = (Parameter)value.DetachFromDisposeScope();
            }

            /// <summary>Puts a buffer, which leaves its scope, in the place of another of the same name, or takes it away for null.</summary>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null)
                    ownBuffers.Remove(name);
                else
                    ownBuffers[name] = (value.DetachFromDisposeScope(), persistent);
            }

            /// <summary>The parameter of a name right in this module, or null.</summary>
            private protected Parameter? OwnParameter(string name) => ownParameters.TryGetValue(name, out var parameter) ? parameter : null;

            /// <summary>The buffer of a name right in this module, or null.</summary>
            private protected Tensor? OwnBuffer(string name) => ownBuffers.TryGetValue(name, out var own) ? own.Buffer : null;

            /// <summary>The modules right within this one.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() => ownModules.Select(entry => (entry.Key, entry.Value));

            /// <summary>The modules right within this one.</summary>
            public virtual IEnumerable<Module> children() => named_children().Select(child => child.module);

            /// <summary>All modules within this one, by their paths; each module before those within it, but after its siblings.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in named_children())
                    yield return child;
                foreach (var (name, child) in named_children())
                {
                    foreach (var (path, module) in child.named_modules())
                        yield return ($"{name}.{path}", module);
                }
            }

            /// <summary>All modules within this one.</summary>
            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            /// <summary>The parameters by their paths, each once.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
                EachOnce(ownParameters.Select(own => (own.Key, own.Value)), recurse, module => module.named_parameters());

            /// <summary>The parameters, each once.</summary>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(entry => entry.parameter);

            /// <summary>The buffers by their paths, each once.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true) =>
                EachOnce(
                    ownBuffers.Where(own => own.Value.Persistent || include_nonpersistent).Select(own => (own.Key, own.Value.Buffer)),
                    recurse,
                    module => module.named_buffers(true, include_nonpersistent));

            // Modules may share a tensor: it stands under the first of its paths.
            private IEnumerable<(string Name, T Tensor)> EachOnce<T>(IEnumerable<(string Name, T Tensor)> own, bool recurse, Func<Module, IEnumerable<(string Name, T Tensor)>> allOf)
                where T : Tensor
            {
                var within = recurse ? named_children().SelectMany(child => allOf(child.module).Select(entry => ($"{child.name}.{entry.Name}", entry.Tensor))) : [];
                return own.Concat(within).DistinctBy<(string, T Tensor), object>(entry => entry.Tensor, ReferenceEqualityComparer.Instance);
            }

            /// <summary>The buffers, each once.</summary>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            /// <summary>What training has made of the module: its parameters and persistent buffers by their paths, as PyTorch names them.</summary>
            /// <remarks>The tensors are the module's own, and stay its.</remarks>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var path = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach (var (name, parameter) in named_parameters(recurse: false))
                    destination.TryAdd(path + name, parameter);
                foreach (var (name, buffer) in named_buffers(recurse: false, include_nonpersistent: false))
                    destination.TryAdd(path + name, buffer);
                foreach (var (name, child) in named_children())
                    child.state_dict(destination, path + name);
                return destination;
            }

            /// <summary>Copies tensors into the parameters and buffers of the same paths.</summary>
            /// <param name="source">The tensors by their paths.</param>
            /// <param name="strict">Whether the paths must be exactly the module's.</param>
            /// <param name="skip">Paths to leave out.</param>
            /// <returns>The paths of the module that the source lacks, and those of the source that the module lacks.</returns>
            /// <exception cref="InvalidOperationException">The paths differ.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var own = state_dict();
                bool Wanted(string path) => skip is null || !skip.Contains(path);
                var missing = own.Keys.Where(path => Wanted(path) && !source.ContainsKey(path)).ToList();
                var unexpected = source.Keys.Where(path => Wanted(path) && !own.ContainsKey(path)).ToList();
                if (strict && missing.Count + unexpected.Count > 0)
                    throw new InvalidOperationException($"The state does not fit the module: it lacks [{string.Join(", ", missing)}] and has [{string.Join(", ", unexpected)}] beside.");

                using var withoutGradients = no_grad();
                foreach (var (path, tensor) in source)
                {
                    if (Wanted(path) && own.TryGetValue(path, out var target))
                        target.copy_(tensor);
                }

                return (missing, unexpected);
            }

            /// <summary>Sets the gradients of all parameters to none, or to zero.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    if (set_to_none)
                    {
                        parameter.grad = null;
                        continue;
                    }

                    using var gradient = parameter.grad;
                    gradient?.zero_();
                }
            }

            /// <summary>Disposes the parameters and buffers of the module and of those within it.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes the parameters and buffers of the module and of those within it.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                foreach (var parameter in ownParameters.Values)
                    parameter.Dispose();
                foreach (var (buffer, _) in ownBuffers.Values)
                    buffer.Dispose();
                foreach (var (_, module) in named_children())
                    module.Dispose();
            }

            /// <summary>Changes all parameters, their gradients and all buffers, which stay the tensors they are to all who hold them.</summary>
            internal void ChangeTensors(Func<Tensor, Tensor> change)
            {
                using var withoutGradients = no_grad();
                using var scope = NewDisposeScope();
                foreach (var parameter in parameters())
                {
                    var gradient = parameter.grad;
                    Change(parameter);
                    if (gradient is not null)
                        parameter.grad = change(gradient);
                }

                foreach (var buffer in buffers())
                    Change(buffer);

                void Change(Tensor tensor)
                {
                    var changed = change(tensor);
                    if (changed.Handle != tensor.Handle)
                        tensor.SetData(changed);
                }
            }

            private static void RequireName(string name, string what)
            {
                if (string.IsNullOrEmpty(name))
                    throw new ArgumentException($"A {what} needs a name.", nameof(name));
                if (name.Contains('.'))
                    throw new ArgumentException($"The name of a {what} cannot have a dot: '{name}'.", nameof(name));
            }

            private void RegisterField(string name, object? value)
            {
                if (value is Module module && !ownModules.ContainsValue(module))
                    register_module(name, module);
                // Equal parameters, those that begin with the same numbers, are two all the same.
                else if (value is Parameter parameter && !ownParameters.Values.Any(own => ReferenceEquals(own, parameter)))
                    register_parameter(name, parameter);
                else if (value is Tensor tensor and not Modules.Parameter && !ownBuffers.Values.Any(own => ReferenceEquals(own.Buffer, tensor)))
                    register_buffer(name, tensor);
            }
        }
    }
}

/// <summary>Modules, moved to other types and devices. They stay the modules they are, and so do their parameters.</summary>
public static class ModuleExtensionMethods
{
    /// <summary>Moves a module to a device.</summary>
    public static T to<T>(this T module, torch.Device device, bool non_blocking = false) where T : torch.nn.Module
    {
        module.ChangeTensors(tensor => tensor.to(device, non_blocking: non_blocking));
        return module;
    }

    /// <summary>Converts the floating-point tensors of a module to a type.</summary>
    /// <exception cref="ArgumentException">The type is not of floating point.</exception>
    public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module
    {
        if (!torch.IsFloatingPoint(type))
            throw new ArgumentException($"The numbers of a module are of floating point; {type} is not.", nameof(type));
        module.ChangeTensors(tensor => torch.IsFloatingPoint(tensor.dtype) ? tensor.to(type, non_blocking: non_blocking) : tensor);
        return module;
    }

    /// <summary>Converts the floating-point tensors of a module to a type and moves it to a device.</summary>
    public static T to<T>(this T module, torch.Device device, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module =>
        module.to(device, non_blocking).to(type, non_blocking);
}
