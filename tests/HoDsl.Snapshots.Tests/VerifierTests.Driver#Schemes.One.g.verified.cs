//HintName: Schemes.One.g.cs
class One;