package io.aftercare.platform.deployment;

import io.aftercare.platform.deployment.Reference.Chain;
import io.aftercare.platform.deployment.Reference.Delegate;
import io.aftercare.platform.deployment.Reference.Field;
import io.aftercare.platform.deployment.Reference.Step;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * What is asked of a bean or object of the engine, it has: properties, methods with that many arguments, constants,
 * fields to be injected, and the type that its place needs. Of a value whose exact type is not known nothing is asked.
 */
final class MembersExist implements Rule {

    @Override
    public Stream<Finding> check(Reference reference, Declarations declarations) {
        if (reference instanceof Chain chain) {
            return checkChain(chain, typeOf(chain.root(), declarations));
        }
        if (reference instanceof Delegate delegate) {
            return checkRole(delegate.place(), delegate.bean(), delegate.role(), typeOf(delegate.bean(), declarations));
        }
        if (reference instanceof Field field) {
            Class<?> type = typeOf(field.bean(), declarations);
            return type == null || takes(type, field.name()) ? Stream.empty()
                    : Stream.of(field.place().finding(type.getSimpleName() + " has no field " + field.name(),
                            NearestName.to(field.name(), fields(type))));
        }
        return Stream.empty();
    }

    /** Null when it is not known exactly. */
    private static Class<?> typeOf(String root, Declarations declarations) {
        if (EngineObjects.TYPES.containsKey(root)) {
            return EngineObjects.TYPES.get(root);
        }
        if (declarations.variables().contains(root)) {
            Class<?> type = declarations.program().variables().get(root);
            return type == null || !isExact(type) ? null : type;
        }
        Class<?> type =
                declarations.program().beans().containsKey(root) ? declarations.program().typeOfBean().apply(root)
                        : null;
        return type == null || type.isInterface() || type == Object.class ? null : ClassUtils.getUserClass(type);
    }

    private static Stream<Finding> checkChain(Chain chain, Class<?> root) {
        Class<?> type = root;
        String asked = chain.root();
        for (Step step : chain.steps()) {
            if (type == null) {
                return Stream.empty();
            }
            Finding finding = step.arguments() == null ? checkProperty(chain.place(), asked, type, step)
                    : checkMethod(chain.place(), asked, type, step);
            if (finding != null) {
                return Stream.of(finding);
            }
            type = resultOf(type, step);
            asked = asked + "." + step.name();
        }
        return Stream.empty();
    }

    private static Finding checkProperty(Place place, String asked, Class<?> type, Step step) {
        // Of maps, any key may be asked.
        return Map.class.isAssignableFrom(type) || getter(type, step.name()) != null ? null
                : place.finding(asked + " has no property " + step.name(),
                        NearestName.to(step.name(), properties(type)));
    }

    private static Finding checkMethod(Place place, String asked, Class<?> type, Step step) {
        List<Method> named = methods(type).filter(method -> method.getName().equals(step.name())).toList();
        if (named.isEmpty()) {
            return place.finding(asked + " has no method " + step.name(), NearestName.to(step.name(),
                    methods(type).map(Method::getName).collect(Collectors.toSet())));
        }
        List<Method> fitting = named.stream().filter(method -> takes(method, step.arguments().size())).toList();
        if (fitting.isEmpty()) {
            return place.finding(asked + "." + step.name() + " does not take " + step.arguments().size()
                    + " arguments, but "
                    + named.stream().map(Method::getParameterCount).distinct().sorted().map(String::valueOf)
                            .collect(Collectors.joining(" or ")));
        }
        return fitting.size() > 1 ? null : checkConstants(place, fitting.get(0), step);
    }

    /** A text given for an enum must be one of its constants. */
    private static Finding checkConstants(Place place, Method method, Step step) {
        for (int i = 0; i < method.getParameterCount() && i < step.arguments().size(); i++) {
            Class<?> parameter = method.getParameterTypes()[i];
            String literal = step.arguments().get(i);
            if (parameter.isEnum() && literal != null) {
                Set<String> constants = Arrays.stream(parameter.getEnumConstants()).map(each -> ((Enum<?>) each).name())
                        .collect(Collectors.toSet());
                if (!constants.contains(literal)) {
                    return place.finding("there is no " + parameter.getSimpleName() + " " + literal,
                            NearestName.to(literal, constants));
                }
            }
        }
        return null;
    }

    private static Class<?> resultOf(Class<?> type, Step step) {
        Method method = step.arguments() == null ? getter(type, step.name())
                : methods(type)
                        .filter(each -> each.getName().equals(step.name()) && takes(each, step.arguments().size()))
                        .reduce((one, another) -> one.getReturnType() == another.getReturnType() ? one : null)
                        .orElse(null);
        return method == null || !isExact(method.getReturnType()) ? null
                : ClassUtils.resolvePrimitiveIfNecessary(
                        method.getReturnType());
    }

    /** A value of this type cannot be of a subtype, which might have more to ask for. */
    private static boolean isExact(Class<?> type) {
        return Modifier.isFinal(type.getModifiers()) && !type.isArray();
    }

    private static Stream<Finding> checkRole(Place place, String name, Role role, Class<?> type) {
        return type == null || role == null || role.isFilledBy(type) ? Stream.empty()
                : Stream.of(place.finding(name + " is no " + role.label()));
    }

    private static boolean takes(Class<?> type, String field) {
        return fields(type).contains(field);
    }

    private static Set<String> fields(Class<?> type) {
        var names = new TreeSet<String>();
        ReflectionUtils.doWithFields(type, field -> names.add(field.getName()));
        Arrays.stream(BeanUtils.getPropertyDescriptors(type)).filter(property -> property.getWriteMethod() != null)
                .forEach(property -> names.add(property.getName()));
        return names;
    }

    private static boolean takes(Method method, int arguments) {
        return method.isVarArgs() ? arguments >= method.getParameterCount() - 1
                : arguments == method.getParameterCount();
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods()).filter(method -> !method.isBridge());
    }

    private static Method getter(Class<?> type, String property) {
        return Arrays.stream(BeanUtils.getPropertyDescriptors(type)).filter(each -> each.getName().equals(property))
                .map(each -> each.getReadMethod()).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static Collection<String> properties(Class<?> type) {
        return Arrays.stream(BeanUtils.getPropertyDescriptors(type)).filter(each -> each.getReadMethod() != null)
                .map(each -> each.getName()).toList();
    }
}
