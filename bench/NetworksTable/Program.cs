// NetworksTable: trains every network at a small size for one short epoch on Fashion-MNIST, and prints a table in Markdown.
// NetworksTable NAME: those whose names contain NAME.

using HoDsl.Bench;
using HoDsl.Networks;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training;

const int Images = 2048, TestImages = 1000;

if (NetworkCatalog.All.FirstOrDefault(network => SmallNetwork.All.All(small => small.Name != network.Name)) is { } missing)
{
    Console.Error.WriteLine($"error: {missing.Name} has no small size: state one in SmallNetwork.cs.");
    return 1;
}

Processors.UseAll();
var fashion = DataSets.Load("fashion");
var data = new DataSet(fashion.Name, fashion.Training.Take(Images), fashion.Test.Take(TestImages));
Console.WriteLine("| network | scheme | size | parameters | multiply-adds | ms a step | loss |");
Console.WriteLine("|---|---|---|---:|---:|---:|---:|");
foreach (var network in SmallNetwork.All.Where(network => args.Length == 0 || network.Name.Contains(args[0], StringComparison.OrdinalIgnoreCase)))
    Console.WriteLine(Measurement.Of(network, data));
return 0;
