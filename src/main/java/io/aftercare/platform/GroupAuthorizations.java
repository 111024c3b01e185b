package io.aftercare.platform;

import static io.aftercare.platform.SupportGroups.ADMINISTRATORS;
import static io.aftercare.platform.SupportGroups.AGENTS;
import static io.aftercare.platform.SupportGroups.DESIGNERS;
import static io.aftercare.platform.SupportGroups.MAINTENANCE;
import static io.aftercare.platform.SupportGroups.MANAGERS;
import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.BatchPermissions;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.stereotype.Component;

/**
 * The groups and what each may do in Tasklist and Cockpit; to deploy, nobody may. Created once; whatever an
 * administrator changes stays changed. That an agent may see and do the tasks of a group is not said here: the engine
 * grants it task by task.
 *
 * <p>
 * Variables hold customers' text, so who reads them follows {@link ReadingRight}: the engine asks for rights of their
 * own ({@code enforce-specific-variable-permission}), which are given to those who read everything for all processes,
 * and to maintenance for its own.
 */
@Component
class GroupAuthorizations {

    /** The process by which an agent registers a phone call. */
    static final String REGISTER_PROCESS = "RegisterRequestProcess";
    /** The process that has the tasks of maintenance. */
    static final String PATCH_PROCESS = "ProvidePatchProcess";

    private final IdentityService identities;
    private final AuthorizationService authorizations;
    private final StartupLock start;

    GroupAuthorizations(IdentityService identities, AuthorizationService authorizations, StartupLock start) {
        this.identities = identities;
        this.authorizations = authorizations;
        this.start = start;
    }

    void create() {
        start.once("groups", () -> {
            SupportGroups.NAMES.forEach(this::createGroup);
            AGENTS.forEach(this::grantToAgents);
            grantToManagers();
            grantToDesigners();
            for (Resources resource : Resources.values()) {
                grant(ADMINISTRATORS, resource, ANY, Permissions.ALL);
            }
        });
        // Databases that were filled before variables had rights of their own are brought to the rule, too.
        start.once("readers", () -> {
            SupportGroups.ANSWERING.forEach(this::readVariables);
            readVariables(MANAGERS);
            limitMaintenance();
        });
        // Came later than the others.
        start.once("reply-editors", () -> createGroup(SupportGroups.REPLY_EDITORS,
                SupportGroups.NAMES.get(SupportGroups.REPLY_EDITORS)));
        start.once("nobody-deploys", this::takeAwayDeploying);
    }

    /** Whoever sees the instances of all processes, or their history, sees the variables of these. */
    private void readVariables(String group) {
        Authorization all = find(group, Resources.PROCESS_DEFINITION, ANY);
        if (all == null) {
            return;
        }
        if (all.isPermissionGranted(ProcessDefinitionPermissions.READ_INSTANCE)) {
            all.addPermission(ProcessDefinitionPermissions.READ_INSTANCE_VARIABLE);
            all.addPermission(ProcessDefinitionPermissions.READ_TASK_VARIABLE);
        }
        if (all.isPermissionGranted(ProcessDefinitionPermissions.READ_HISTORY)) {
            all.addPermission(ProcessDefinitionPermissions.READ_HISTORY_VARIABLE);
        }
        authorizations.saveAuthorization(all);
    }

    /** Its list in Tasklist shows subject and customer of its own tasks; other requests are none of its business. */
    private void limitMaintenance() {
        Authorization all = find(MAINTENANCE, Resources.PROCESS_DEFINITION, ANY);
        if (all != null) {
            all.removePermission(ProcessDefinitionPermissions.READ_INSTANCE);
            authorizations.saveAuthorization(all);
        }
        grant(MAINTENANCE, Resources.PROCESS_DEFINITION, PATCH_PROCESS, ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE, ProcessDefinitionPermissions.READ_INSTANCE_VARIABLE,
                ProcessDefinitionPermissions.READ_TASK_VARIABLE);
    }

    /** Of what was granted before, and of all that administrators have. */
    private void takeAwayDeploying() {
        authorizations.createAuthorizationQuery().resourceType(Resources.DEPLOYMENT)
                .authorizationType(AUTH_TYPE_GRANT).list().stream()
                .filter(granted -> granted.isPermissionGranted(Permissions.CREATE))
                .forEach(this::takeAwayDeploying);
    }

    private void takeAwayDeploying(Authorization granted) {
        granted.setPermissions(Stream.of(Permissions.READ, Permissions.DELETE).filter(granted::isPermissionGranted)
                .toArray(Permission[]::new));
        authorizations.saveAuthorization(granted);
    }

    private void grantToAgents(String group) {
        grant(group, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
        // Reading instances lets Tasklist show subject and customer in its list.
        grant(group, Resources.PROCESS_DEFINITION, ANY, ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE);
        grant(group, Resources.PROCESS_DEFINITION, REGISTER_PROCESS, ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.CREATE_INSTANCE);
        grant(group, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE);
    }

    private void grantToManagers() {
        grant(MANAGERS, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
        grant(MANAGERS, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
        grant(MANAGERS, Resources.PROCESS_DEFINITION, REGISTER_PROCESS, ProcessDefinitionPermissions.CREATE_INSTANCE);
        grant(MANAGERS, Resources.PROCESS_DEFINITION, ANY, ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE,
                ProcessDefinitionPermissions.READ_HISTORY, ProcessDefinitionPermissions.READ_TASK,
                ProcessDefinitionPermissions.TASK_WORK, ProcessDefinitionPermissions.TASK_ASSIGN,
                ProcessDefinitionPermissions.UPDATE_TASK, ProcessDefinitionPermissions.RETRY_JOB,
                ProcessDefinitionPermissions.SUSPEND_INSTANCE);
        grant(MANAGERS, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE);
        grant(MANAGERS, Resources.TASK, ANY, TaskPermissions.READ, TaskPermissions.TASK_WORK,
                TaskPermissions.TASK_ASSIGN);
        grant(MANAGERS, Resources.DECISION_DEFINITION, ANY, Permissions.READ, Permissions.READ_HISTORY);
        grant(MANAGERS, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, Permissions.READ);
        grant(MANAGERS, Resources.DEPLOYMENT, ANY, Permissions.READ);
        grant(MANAGERS, Resources.BATCH, ANY, BatchPermissions.READ, BatchPermissions.READ_HISTORY,
                BatchPermissions.CREATE_BATCH_SET_JOB_RETRIES);
        grant(MANAGERS, Resources.FILTER, ANY, Permissions.READ, Permissions.CREATE);
        grant(MANAGERS, Resources.USER, ANY, Permissions.READ);
        grant(MANAGERS, Resources.GROUP, ANY, Permissions.READ);
        grant(MANAGERS, Resources.OPERATION_LOG_CATEGORY, ANY, UserOperationLogCategoryPermissions.READ);
    }

    private void grantToDesigners() {
        grant(DESIGNERS, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
        grant(DESIGNERS, Resources.DEPLOYMENT, ANY, Permissions.READ);
        grant(DESIGNERS, Resources.PROCESS_DEFINITION, ANY, ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE, ProcessDefinitionPermissions.READ_HISTORY,
                ProcessDefinitionPermissions.MIGRATE_INSTANCE);
        grant(DESIGNERS, Resources.DECISION_DEFINITION, ANY, Permissions.READ, Permissions.READ_HISTORY,
                Permissions.CREATE_INSTANCE);
        grant(DESIGNERS, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, Permissions.READ);
        grant(DESIGNERS, Resources.BATCH, ANY, BatchPermissions.READ, BatchPermissions.READ_HISTORY,
                BatchPermissions.CREATE_BATCH_MIGRATE_PROCESS_INSTANCES);
    }

    private void createGroup(String id, String name) {
        if (identities.createGroupQuery().groupId(id).count() == 0) {
            Group group = identities.newGroup(id);
            group.setName(name);
            group.setType(ADMINISTRATORS.equals(id) ? Groups.GROUP_TYPE_SYSTEM : Groups.GROUP_TYPE_WORKFLOW);
            identities.saveGroup(group);
        }
    }

    private void grant(String group, Resource resource, String id, Permission... permissions) {
        if (find(group, resource, id) == null) {
            Authorization authorization = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
            authorization.setGroupId(group);
            authorization.setResource(resource);
            authorization.setResourceId(id);
            authorization.setPermissions(permissions);
            authorizations.saveAuthorization(authorization);
        }
    }

    /** Null when the group has none. */
    private Authorization find(String group, Resource resource, String id) {
        return authorizations.createAuthorizationQuery().authorizationType(AUTH_TYPE_GRANT).groupIdIn(group)
                .resourceType(resource).resourceId(id).singleResult();
    }
}
