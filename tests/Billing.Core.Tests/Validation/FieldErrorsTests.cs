using Billing.Core.Validation;

namespace Billing.Core.Tests.Validation;

public sealed class FieldErrorsTests
{
    [Theory]
    [InlineData(null, "required")]
    [InlineData("", "required")]
    [InlineData(" \u3000", "required")]
    [InlineData("123456", "too_long")]
    [InlineData("a\u0000", "character_invalid")]
    [InlineData("a\nb", "character_invalid")]
    [InlineData("𠮷あa", null)]
    public void Text_OfAForm_HasTheCode(string? text, string? code)
    {
        var errors = new FieldErrors();
        errors.Text("name", text, 5);

        Assert.Equal(code, errors.All.SingleOrDefault()?.Code);
    }

    // Not inline data: attributes are UTF-8, where half a character becomes another one.
    [Fact]
    public void Text_HalfOfASurrogatePair_IsRefused()
    {
        var errors = new FieldErrors();
        errors.Text("first", "a\ud842", 5);
        errors.Text("second", "\udfb7a", 5);

        Assert.Equal(["first", "second"], errors.All.Where(error => error.Code == "character_invalid").Select(error => error.Field));
    }

    [Fact]
    public void OptionalText_Missing_IsFine()
    {
        var errors = new FieldErrors();
        errors.OptionalText("notes", null, 5);
        errors.OptionalText("notes", "a\nb", 5, lines: true);

        Assert.False(errors.Any);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Range_OutsideItsBounds_IsNamed(long value, bool isWrong)
    {
        var errors = new FieldErrors();
        errors.Range("quantity", value, 1, 3);

        Assert.Equal(isWrong ? ["quantity:out_of_range"] : [], errors.All.Select(error => $"{error.Field}:{error.Code}"));
    }

    [Fact]
    public void Add_Endlessly_StopsAtTheBound()
    {
        var errors = new FieldErrors();
        for (var number = 0; number < FieldErrors.Most * 2; number++)
        {
            errors.Required($"lines[{number}]");
        }

        errors.AddRange([new FieldError("last", "required", "", "")]);

        Assert.Equal(FieldErrors.Most, errors.All.Count);
    }
}
