// Takes the place of the file of this name that Tasklist brings along. The shortcuts are the original's; customScripts
// adds the tab that shows the conversation, the number of a telephone call that was registered, and the desk: its list,
// filters with counts, search and start page.
export default {
  customScripts: ['scripts/conversation', 'scripts/registered', 'scripts/desk/desk'],

  shortcuts: {
    claimTask: {
      key: 'ctrl+alt+c',
      description: 'claims the currently selected task'
    },
    focusFilter: {
      key: 'ctrl+shift+f',
      description: 'set the focus to the first filter in the list'
    },
    focusList: {
      key: 'ctrl+alt+l',
      description: 'sets the focus to the first task in the list'
    },
    focusForm: {
      key: 'ctrl+alt+f',
      description: 'sets the focus to the first input field in a task form'
    },
    startProcess: {
      key: 'ctrl+alt+p',
      description: 'opens the start process modal dialog'
    }
  }
};
