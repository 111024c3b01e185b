package io.aftercare.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Where the threads that handle mail spend their time, waiting included: looks at their stacks again and again. What a
 * thread is at is told by the innermost of its calls that says so.
 */
final class TimeShares implements AutoCloseable {

    private static final Map<String, String> STAGES = Map.ofEntries(Map.entry("org.h2.", "database"),
            Map.entry("com.zaxxer.", "database"),
            Map.entry("io.aftercare.mail.SmtpConnections", "send"),
            Map.entry("io.aftercare.mail.OutboundMessage", "compose"),
            Map.entry("io.aftercare.letters.", "compose"), Map.entry("io.aftercare.mail.Imap", "fetch"),
            Map.entry("io.aftercare.mail.reading.MailReader", "parse"),
            Map.entry("io.aftercare.mail.reading.SafeHtml", "parse"),
            Map.entry("io.aftercare.knowledge.", "search"), Map.entry("io.aftercare.embedding.", "meaning"),
            Map.entry("io.aftercare.triage.", "triage"),
            Map.entry("org.camunda.bpm.dmn.", "decision tables"), Map.entry("org.camunda.feel.", "decision tables"),
            Map.entry("org.camunda.bpm.engine.", "engine"),
            Map.entry("java.util.concurrent.locks.ReentrantLock", "send"));

    private final Map<String, Integer> samples = new TreeMap<>();
    private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();

    TimeShares() {
        sampler.scheduleAtFixedRate(this::look, 0, 25, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        sampler.shutdown();
        sampler.awaitTermination(5, TimeUnit.SECONDS);
    }

    /** In percent, largest first. */
    @Override
    public String toString() {
        double all = samples.values().stream().mapToInt(Integer::intValue).sum();
        return samples.entrySet().stream().sorted((one, other) -> other.getValue() - one.getValue())
                .map(stage -> String.format(Locale.ROOT, "%s %.0f %%", stage.getKey(), 100 * stage.getValue() / all))
                .reduce((one, other) -> one + ", " + other).orElse("nothing");
    }

    private void look() {
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (atWork(stack)) {
                samples.merge(stage(stack), 1, Integer::sum);
            }
        });
    }

    private static boolean atWork(StackTraceElement[] stack) {
        boolean waitsForReading = Arrays.stream(stack)
                .anyMatch(call -> call.getClassName().equals("io.aftercare.mail.reading.TimeLimitedReader"))
                && Arrays.stream(stack).anyMatch(call -> call.getClassName().equals("java.util.concurrent.FutureTask")
                        && call.getMethodName().equals("get"));
        return !waitsForReading && Arrays.stream(stack).anyMatch(call -> switch (call.getClassName()) {
            case "io.aftercare.mail.Intake" ->
                call.getMethodName().startsWith("takeInNext") || call.getMethodName().equals("failed");
            case "io.aftercare.mail.MailFetcher" -> call.getMethodName().startsWith("fetch");
            case "io.aftercare.mail.reading.TimeLimitedReader", "io.aftercare.mail.reading.MailReader" -> true;
            case "org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable" ->
                call.getMethodName().equals("executeJob");
            default -> false;
        });
    }

    private static String stage(StackTraceElement[] stack) {
        for (StackTraceElement call : stack) {
            for (Map.Entry<String, String> stage : STAGES.entrySet()) {
                if (call.getClassName().startsWith(stage.getKey())) {
                    return stage.getValue();
                }
            }
        }
        return "other";
    }
}
