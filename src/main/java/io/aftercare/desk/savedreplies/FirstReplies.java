package io.aftercare.desk.savedreplies;

import io.aftercare.conversation.Decision;
import io.aftercare.platform.StartupAction;
import io.aftercare.platform.StartupLock;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import org.springframework.web.ErrorResponseException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The saved replies that an installation begins with, taken in once; who changes or deletes one keeps the change. */
@Configuration(proxyBeanMethods = false)
class FirstReplies {

    @Bean
    StartupAction takeInFirstReplies(SavedReplyProperties settings, SavedReplies replies, ResourceLoader files,
            StartupLock lock) {
        return new StartupAction(StartupAction.INITIAL_SETUP + 1, () -> {
            if (!settings.begin().isBlank()) {
                lock.once("saved-replies", () -> read(settings.begin(), files)
                        .forEach(entry -> replies.add(entry, Decision.PROCESS)));
            }
        });
    }

    /** @throws IllegalArgumentException with a sentence when the file is not there or not what it should be */
    static List<ReplyEntry> read(String place, ResourceLoader files) {
        try (InputStream file = files.getResource(place).getInputStream()) {
            List<Map<String, Object>> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return read.stream().map(FirstReplies::entry).map(ReplyCheck::checked).toList();
        } catch (IOException | YAMLException | ClassCastException | NullPointerException unreadable) {
            throw new IllegalArgumentException(wrong(place, "it is not there, or no list of title, keyWords, groups "
                    + "and texts"), unreadable);
        } catch (ErrorResponseException faulty) {
            throw new IllegalArgumentException(wrong(place, faulty.getBody().getDetail()), faulty);
        }
    }

    private static String wrong(String place, String why) {
        return "The saved replies of %s cannot be taken in: %s. Correct the file, or leave "
                .formatted(place, why.replaceFirst("\\.$", "")) + "aftercare.desk.saved-replies.begin empty.";
    }

    @SuppressWarnings("unchecked")
    private static ReplyEntry entry(Map<String, Object> read) {
        return new ReplyEntry((String) read.get("title"), (String) read.get("keyWords"),
                (List<String>) read.get("groups"), (Map<String, String>) read.get("texts"));
    }
}
