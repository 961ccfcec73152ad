package cronium.runner.contain;

import cronium.runner.linux.Architecture;

/** Runs a filter program as the kernel does, for architectures that this machine is not. Knows what the programs use. */
final class ClassicBpf {
    private ClassicBpf() {}

    /** The filter's answer to a call with these arguments; missing ones are 0. */
    static int answer(long[] program, Architecture architecture, int number, long... arguments) {
        return answer(program, architecture.auditValue(), number, arguments);
    }

    static int answer(long[] program, int auditValue, int number, long... arguments) {
        int accumulator = 0;
        for (int at = 0; at < program.length; at++) {
            int code = (int) (program[at] >>> 48);
            int ifTrue = (int) (program[at] >>> 40) & 0xff;
            int ifFalse = (int) (program[at] >>> 32) & 0xff;
            int operand = (int) program[at];
            switch (code) {
                case 0x20 -> accumulator = load(operand, auditValue, number, arguments);
                case 0x54 -> accumulator &= operand;
                case 0x15 -> at += accumulator == operand ? ifTrue : ifFalse;
                case 0x35 -> at += Integer.compareUnsigned(accumulator, operand) >= 0 ? ifTrue : ifFalse;
                case 0x45 -> at += (accumulator & operand) != 0 ? ifTrue : ifFalse;
                case 0x06 -> {
                    return operand;
                }
                default -> throw new AssertionError("expected a known instruction, found code " + code);
            }
        }
        throw new AssertionError("expected the program to return, found its end");
    }

    private static int load(int offset, int auditValue, int number, long... arguments) {
        return switch (offset) {
            case 0 -> number;
            case 4 -> auditValue;
            default -> {
                int index = (offset - 16) / 8;
                long argument = index < arguments.length ? arguments[index] : 0;
                yield (int) (offset % 8 == 0 ? argument : argument >>> 32);
            }
        };
    }
}
