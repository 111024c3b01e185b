package io.aftercare.conversation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.aftercare.unicode.QuotedInput;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.modulith.NamedInterface;

/** The number customers and agents say, {@code AC-000042}; also the business key of the request's processes. */
@NamedInterface("kernel")
public record RequestNumber(long value) {

    private static final Pattern WRITTEN =
            Pattern.compile("(?<![\\p{L}\\p{Nd}_])AC-(\\d{6,15})(?![\\p{L}\\p{Nd}_])", Pattern.CASE_INSENSITIVE);

    /**
     * Reads a number as it is written in full.
     *
     * @throws IllegalArgumentException when the text is anything but a request number
     */
    @JsonCreator
    public static RequestNumber parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches()) {
            throw new IllegalArgumentException(
                    "\"" + QuotedInput.of(text) + "\" is no request number; one looks like AC-000042.");
        }
        return new RequestNumber(Long.parseLong(written.group(1)));
    }

    /** The first number quoted anywhere in a text, such as the subject of a mail. */
    public static Optional<RequestNumber> quotedIn(String text) {
        Matcher written = WRITTEN.matcher(text == null ? "" : text);
        return written.find() ? Optional.of(new RequestNumber(Long.parseLong(written.group(1)))) : Optional.empty();
    }

    @JsonValue
    @Override
    public String toString() {
        return "AC-%06d".formatted(value);
    }
}
