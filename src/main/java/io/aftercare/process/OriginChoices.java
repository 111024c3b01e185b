package io.aftercare.process;

import io.aftercare.platform.FilesDeployed;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The origins as the form for triage by hand offers them: {@code PRINTER=Printer or printer driver|CLOUD_SYNC=…}. A
 * form of Tasklist can only offer what stands in a variable of its task.
 */
@Component
public class OriginChoices {

    /** Between two of them: a sign that expressions of forms need not escape, so that no name may have it. */
    static final String SEPARATOR = "|";

    /** Of a String variable. */
    private static final int LONGEST = 4000;

    private final ProblemOrigins origins;
    private final TaskService tasks;
    private final CurrentPerson person;

    OriginChoices(ProblemOrigins origins, TaskService tasks, CurrentPerson person) {
        this.origins = origins;
        this.tasks = tasks;
        this.person = person;
    }

    /** For a task that is just being made. */
    public String text() {
        return text(origins.all());
    }

    /** Open forms offer what was deployed since. */
    @TransactionalEventListener
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void renew(FilesDeployed deployed) {
        if (deployed.names().stream().noneMatch(name -> name.endsWith(".dmn"))) {
            return;
        }
        String text = text();
        person.unchecked(() -> {
            for (Task task : tasks.createTaskQuery().taskDefinitionKey(SupportRequest.TRIAGE_TASK).list()) {
                if (!text.equals(tasks.getVariableLocal(task.getId(), SupportRequest.ORIGIN_CHOICES.name()))) {
                    tasks.setVariableLocal(task.getId(), SupportRequest.ORIGIN_CHOICES.name(), text);
                }
            }
            return null;
        });
    }

    static boolean tooMany(List<ProblemOrigin> origins) {
        return text(origins).length() > LONGEST;
    }

    private static String text(List<ProblemOrigin> origins) {
        return origins.stream().map(origin -> origin.code() + "=" + origin.title())
                .collect(Collectors.joining(SEPARATOR));
    }
}
