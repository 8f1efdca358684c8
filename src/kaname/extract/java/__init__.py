"""Maven projects, Gradle lock files and jars."""
