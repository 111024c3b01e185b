package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings about what the tests of the desk need: requests, their tasks and people. */
@TestComponent
public class DeskFixture {

    static final String ADMIN = "root";
    static final String PASSWORD = "Wood-Panelled-Desk-7";

    public final RepositoryService repository;
    public final RuntimeService runtime;
    public final TaskService tasks;
    public final Requests requests;
    public final Messages messages;
    private final IdentityService identity;
    private final JdbcClient jdbc;

    DeskFixture(RepositoryService repository, RuntimeService runtime, TaskService tasks, IdentityService identity,
            Requests requests, Messages messages, JdbcClient jdbc) {
        this.repository = repository;
        this.runtime = runtime;
        this.tasks = tasks;
        this.identity = identity;
        this.requests = requests;
        this.messages = messages;
        this.jdbc = jdbc;
    }

    /** The seconds in which sending can be undone are over, or the moment that an agent chose has come. */
    public void letLeave(Request request) {
        jdbc.sql("update scheduled_answer set due_at = :now where request_id = :request")
                .param("now", OffsetDateTime.now()).param("request", request.number().value()).update();
    }

    /** A request by mail with one message and one file. */
    public Request request(String address, String subject, String text) {
        Request request = requests.open(Channel.MAIL, address, "Ada Archer", subject, "en", null);
        messages.receive(request.number(), new IncomingMessage("<" + request.token() + "@mail.example>", null, null,
                address, "Ada Archer", "support@aftercare.example", subject, text, text, "<p>" + text + "</p>",
                ("Subject: " + subject + "\r\n\r\n" + text).getBytes(java.nio.charset.StandardCharsets.UTF_8), false,
                List.of(new NewAttachment("tree ä.html", "text/html", null, "<script>alert(1)</script>".getBytes()))));
        return request;
    }

    /** The same, of whose message nothing is to become any more, so that no process begins for it. */
    public Request consideredRequest(String address, String subject, String text) {
        Request request = request(address, subject, text);
        messages.considerPending(request.number());
        return request;
    }

    /** The customer writes once more. */
    public void reply(Request request, String text) {
        messages.receive(request.number(), new IncomingMessage("<" + System.nanoTime() + "@mail.example>", null, null,
                request.customerAddress(), "Ada Archer", "support@aftercare.example", "Re: " + request.subject(), text,
                text, null, text.getBytes(java.nio.charset.StandardCharsets.UTF_8), false, List.of()));
    }

    /**
     * A process with the one user task of this id, for the usage support; the form key is null or names a file of the
     * deployment.
     */
    public Task taskOf(Request request, String taskId, String formKey, Map<String, Object> variables) {
        return task(request.number().toString(), taskId, formKey, variables);
    }

    /** A task of a process with that business key. */
    public Task task(String businessKey, String taskId, String formKey, Map<String, Object> variables) {
        String key = "Desk_" + taskId + "_" + Long.toHexString(System.nanoTime());
        BpmnModelInstance model = Bpmn.createExecutableProcess(key).name("Desk test").camundaHistoryTimeToLive(1)
                .startEvent().userTask(taskId).name("Answer request").camundaCandidateGroups("usage-support")
                .endEvent().done();
        if (formKey != null) {
            model.<UserTask>getModelElementById(taskId).setCamundaFormKey(formKey);
        }
        var deployment = repository.createDeployment().addModelInstance(key + ".bpmn", model);
        if (formKey != null) {
            deployment.addClasspathResource(formKey.substring(formKey.lastIndexOf(':') + 1));
        }
        deployment.deploy();
        String instance = runtime.startProcessInstanceByKey(key, businessKey, variables).getId();
        return tasks.createTaskQuery().processInstanceId(instance).singleResult();
    }

    /** A process with a user task, whose variables a step of ours then takes. */
    public Task taskBefore(String step, Request request) {
        String key = "Desk_" + step + "_" + Long.toHexString(System.nanoTime());
        BpmnModelInstance model = Bpmn.createExecutableProcess(key).name("Desk test").camundaHistoryTimeToLive(1)
                .startEvent().userTask("UserTask_Fill").name("Fill in").camundaCandidateGroups("usage-support")
                .serviceTask().camundaDelegateExpression("${" + step + "}").endEvent().done();
        repository.createDeployment().addModelInstance(key + ".bpmn", model).deploy();
        String instance = runtime.startProcessInstanceByKey(key, request.number().toString()).getId();
        return tasks.createTaskQuery().processInstanceId(instance).singleResult();
    }

    /** Registers a person's mail address. */
    public void address(String person, String address) {
        var user = identity.createUserQuery().userId(person).singleResult();
        user.setEmail(address);
        identity.saveUser(user);
    }

    /** A person who may log in to Tasklist. */
    public void person(String id, String group) {
        if (identity.createUserQuery().userId(id).count() == 0) {
            var user = identity.newUser(id);
            user.setFirstName(id);
            user.setLastName("Tester");
            user.setPassword(PASSWORD);
            identity.saveUser(user);
        }
        if (identity.createGroupQuery().groupId(group).count() == 0) {
            identity.saveGroup(identity.newGroup(group));
        }
        if (identity.createUserQuery().userId(id).memberOfGroup(group).count() == 0) {
            identity.createMembership(id, group);
        }
        assertThat(identity.checkPassword(id, PASSWORD)).isTrue();
    }
}
