package io.aftercare.process;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.community.process_test_coverage.core.export.CoverageStateJsonExporter;
import org.camunda.community.process_test_coverage.core.export.CoverageStateResult;
import org.camunda.community.process_test_coverage.core.model.Model;
import org.camunda.community.process_test_coverage.report.CoverageReportUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.springframework.util.FileSystemUtils;

/**
 * Goes every way through every diagram: the classes {@code *Paths} together must cover all elements of all diagrams.
 * What each covers is shown in target/process-test-coverage. Each of them can be run alone as well.
 */
class ProcessPathsTest {

    private static final Path REPORTS = Path.of(CoverageReportUtil.TARGET_DIR_ROOT);

    @BeforeAll
    static void forgetEarlierReports() throws IOException {
        FileSystemUtils.deleteRecursively(REPORTS);
    }

    @AfterAll
    static void everyElementOfEveryDiagramIsCovered() throws IOException {
        CoverageStateResult all = CoverageStateJsonExporter.readCoverageStateResult(reports().stream()
                .reduce(CoverageStateJsonExporter::combineCoverageStateResults).orElseThrow());
        assertThat(all.getModels().stream().collect(toMap(Model::getKey, all::calculateCoverage)))
                .containsOnlyKeys(diagrams())
                .allSatisfy((diagram, share) -> assertThat(share).as("covered of " + diagram).isEqualTo(1.0));
    }

    @Nested
    class OfferArticles extends OfferArticlesPaths {
    }

    @Nested
    class TriageRequest extends TriageRequestPaths {
    }

    @Nested
    class ClearOrigin extends ClearOriginPaths {
    }

    @Nested
    class CheckEntitlement extends CheckEntitlementPaths {
    }

    @Nested
    class AnswerByEmail extends AnswerByEmailPaths {
    }

    @Nested
    class ProvidePatch extends ProvidePatchPaths {
    }

    @Nested
    class RegisterRequest extends RegisterRequestPaths {
    }

    @Nested
    class SupportRequest extends SupportRequestPaths {
    }

    @Nested
    class StandingDecisions extends StandingDecisionsPaths {
    }

    @Nested
    class StoppedRequest extends StoppedRequestPaths {
    }

    @Nested
    class OutgoingMail extends OutgoingMailPaths {
    }

    @Nested
    class StaffMail extends StaffMailPaths {
    }

    @Nested
    class UnreadableMail extends UnreadableMailPaths {
    }

    @Nested
    class CitedConversation extends CitedConversationPaths {
    }

    @Nested
    class BouncedMail extends BouncedMailPaths {
    }

    private static List<String> reports() throws IOException {
        try (Stream<Path> files = Files.walk(REPORTS)) {
            return files.filter(file -> file.endsWith("report.json")).map(ProcessPathsTest::read).toList();
        }
    }

    private static List<String> diagrams() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("processes"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn")).map(Path::toFile)
                    .map(Bpmn::readModelFromFile).flatMap(model -> model.getModelElementsByType(Process.class)
                            .stream())
                    .map(Process::getId).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
