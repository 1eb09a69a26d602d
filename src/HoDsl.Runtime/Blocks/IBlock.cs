namespace HoDsl.Runtime.Blocks;

/// <summary>A module that is one step of a scheme. Its own parameters are the numbers it learns beside the weights of its subnets: steps, coefficients.</summary>
public interface IBlock;
