//HintName: Schemes.Two.g.cs
// two
class Two;
