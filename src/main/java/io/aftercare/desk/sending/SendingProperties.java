package io.aftercare.desk.sending;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When answers leave.
 *
 * @param undoSending how long an agent can undo the sending of an answer from the answer form, which leaves only then;
 *                    {@code 0s} sends at once
 */
@ConfigurationProperties("aftercare.desk")
record SendingProperties(@DefaultValue("15s") Duration undoSending) {
}
