package io.aftercare.desk;

import java.time.DayOfWeek;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the desk works.
 *
 * @param openingHours      for each weekday, such as {@code monday}, its periods in the vendor's zone,
 *                          {@code 09:00-12:30,13:30-18:00}; a weekday that is absent or empty is closed
 * @param holidays          calendar of public holidays, such as {@code fr}, or with a region {@code de-by}; empty for
 *                          none
 * @param largestAttachment what one file may weigh that an agent adds to an answer
 * @param largestAnswer     what all files of one answer may weigh together, below what mail servers take
 */
@ConfigurationProperties("aftercare.desk")
public record DeskProperties(@DefaultValue Map<DayOfWeek, String> openingHours, @DefaultValue("fr") String holidays,
        @DefaultValue("10MB") DataSize largestAttachment, @DefaultValue("15MB") DataSize largestAnswer) {
}
