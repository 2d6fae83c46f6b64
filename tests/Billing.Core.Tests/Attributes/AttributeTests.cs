using Billing.Core.Attributes;

namespace Billing.Core.Tests.Attributes;

public sealed class AttributeTests
{
    private static readonly AttributeDefinition Plan = new() { Id = AttributeId.Parse("plan"), Name = "プラン", Type = AttributeType.Choice, Required = true, Choices = ["A", "B"] };
    private static readonly AttributeDefinition Seats = new() { Id = AttributeId.Parse("seats"), Name = "席数", Type = AttributeType.Number };
    private static readonly AttributeDefinition OpensOn = new() { Id = AttributeId.Parse("opens"), Name = "開通日", Type = AttributeType.Date };
    private static readonly AttributeDefinition Memo = new() { Id = AttributeId.Parse("memo"), Name = "メモ", Type = AttributeType.Text };

    [Theory]
    [InlineData("plan", "A", "")]
    [InlineData("plan", "C", "not_a_choice")]
    [InlineData("plan", "", "required")]
    [InlineData("seats", "12.5", "")]
    [InlineData("seats", "-3", "")]
    [InlineData("seats", "1,000", "not_a_number")]
    [InlineData("seats", "1e9", "not_a_number")]
    [InlineData("seats", "１２", "not_a_number")]
    [InlineData("opens", "2026-02-28", "")]
    [InlineData("opens", "2026-02-29", "not_a_date")]
    [InlineData("opens", "2026/02/28", "not_a_date")]
    [InlineData("memo", "何でも", "")]
    [InlineData("memo", "a\u0000", "character_invalid")]
    [InlineData("memo", "\u3000", "")]
    [InlineData("surprise", "x", "not_asked")]
    public void B09_Validate_AnAnswer_FitsItsType(string id, string answer, string code)
    {
        var answers = new Dictionary<string, string> { ["plan"] = "A", [id] = answer };

        Assert.Equal(
            code.Length == 0 ? [] : [$"attributes.{id}:{code}"],
            AttributeAnswers.Validate([Plan, Seats, OpensOn, Memo], answers).Select(error => $"{error.Field}:{error.Code}"));
    }

    [Fact]
    public void B09_Validate_ARequiredAnswerThatIsMissing_IsNamed() =>
        Assert.Equal(["lines[0].answers.plan"], AttributeAnswers.Validate([Plan, Seats], new Dictionary<string, string>(), "lines[0].answers").Select(error => error.Field));

    [Fact]
    public void B09_Kept_OfAnswers_LeavesBlanksOut() =>
        Assert.Equal(
            [("plan", "A")],
            AttributeAnswers.Kept(new Dictionary<string, string> { ["plan"] = " A ", ["memo"] = " " }).Select(answer => (answer.Key, answer.Value)));

    [Fact]
    public void B04_Validate_ADefinition_NamesWhatIsWrong()
    {
        Assert.Empty(Plan.Validate());
        Assert.Equal(["choices:out_of_range"], Faults(Plan with { Choices = [] }));
        Assert.Equal(["choices[1]:duplicate"], Faults(Plan with { Choices = ["A", "A"] }));
        Assert.Equal(["choices[1]:required"], Faults(Plan with { Choices = ["A", " "] }));
        Assert.Equal(["choices:not_for_type"], Faults(Memo with { Choices = ["A"] }));
        Assert.Equal(["name:required", "type:not_a_choice"], Faults(Memo with { Name = "", Type = (AttributeType)9 }));
    }

    private static IEnumerable<string> Faults(AttributeDefinition attribute) => attribute.Validate().Select(error => $"{error.Field}:{error.Code}");
}
