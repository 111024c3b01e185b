package io.aftercare.entitlement;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an import may hold.
 *
 * @param maxSize   of a CSV file with licences or products; 10 MB are about 75,000 licences
 * @param mostLines lines of a CSV file
 */
@ConfigurationProperties("aftercare.import")
record CsvImportProperties(@DefaultValue("20MB") DataSize maxSize, @DefaultValue("200000") int mostLines) {
}
