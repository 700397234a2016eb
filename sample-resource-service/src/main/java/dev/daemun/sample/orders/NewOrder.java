package dev.daemun.sample.orders;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What a person orders.
 *
 * @param item one line of text
 * @param quantity pieces
 */
record NewOrder(
        @NotBlank @Size(max = 200) @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
        String item,

        @NotNull @Min(1) @Max(1_000) Integer quantity) {}
